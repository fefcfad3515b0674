/** One bullet of a story's key developments. */
export interface KeyDevelopment {
  /** One line of about ten words, present tense. */
  readonly text: string;
  /** The number of the entry that it points at. */
  readonly entry: number;
}
