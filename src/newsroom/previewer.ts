import type { ComposedEntry } from '../domain/compose/compose-entry.ts';
import type { PlatformName } from '../domain/person.ts';

/** One message of a preview: what is sent, how long it is by the platform's own count, and how long it may be. */
export interface PreviewPart {
  readonly text: string;
  readonly length: number;
  readonly limit: number;
}

/** What one platform would show of an entry. */
export interface PlatformPreview {
  readonly platform: PlatformName;
  readonly parts: readonly PreviewPart[];
}

/** What every configured platform would show: by the very renderers that posts are made with. */
export type Previewer = (post: ComposedEntry) => readonly PlatformPreview[];
