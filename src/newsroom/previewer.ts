import type { ComposedEntry } from '../domain/compose/compose-entry.ts';
import type { PlatformName } from '../domain/person.ts';

/** One message of a preview: what is sent, its length by the platform's own count, and the limit. */
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

/** What every configured platform would show, by the same renderers as posts. */
export type Previewer = (post: ComposedEntry) => readonly PlatformPreview[];
