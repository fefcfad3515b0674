/** An image of a story or an entry. The bytes are kept once, by `mediaId`. */
export interface Picture {
  /** The key of the stored bytes. */
  readonly mediaId: string;
  /** A MIME type: image/jpeg, image/png, image/webp or image/gif. */
  readonly mimeType: string;
  /** Who made it, as readers see it: `Mari Holt / Lindhavn Post`. */
  readonly credit?: string;
  /** What the picture shows, for people who cannot see it. */
  readonly alt?: string;
}
