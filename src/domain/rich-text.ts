import type { Instant } from './instant.ts';

/** What stands inside a line. */
export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike' | 'spoiler'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }
  /** The platform's own stamp in the reader's time zone, where it has one; nothing where it has none. */
  | { readonly type: 'reader-clock'; readonly at: Instant };

/** What stands on lines of its own. */
export type Block =
  | {
      readonly type: 'heading';
      readonly level: 1 | 2 | 3;
      readonly children: readonly Inline[];
      /** What stands on the heading's line, one space after it, without its weight: `(1:09 p.m. Oslo time)`. */
      readonly suffix?: readonly Inline[];
    }
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      /** The number of the first item of an ordered list. */
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'code-block'; readonly value: string; readonly language?: string }
  | { readonly type: 'rule' }
  /** Small print under an entry: source, story and number. */
  | { readonly type: 'small'; readonly children: readonly Inline[] };

/** Dateline's own small tree of a text: what is posted, before any platform's syntax. */
export type RichText = readonly Block[];
