import type { Instant } from '../time/instant.ts';

/** What stands inside a line. */
export type Inline =
  | {
      readonly type: 'text';
      readonly value: string;
      /** Dateline's own: it keeps marks of direction, which are taken out of what anybody typed. */
      readonly own?: true;
    }
  | { readonly type: 'strong' | 'emphasis' | 'strike' | 'spoiler'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }
  /** The platform's own stamp in the reader's time zone, where it has one; nothing where it has none. */
  | {
      readonly type: 'reader-clock';
      readonly at: Instant;
      /** The same moment as the story tells it, for readers whose app does not know the platform's stamp. */
      readonly told?: string;
      /** What names the stamp where it does not explain itself: `your time`. */
      readonly yours?: string;
    };

/** 1 is the largest. 4 is a subheading: a line in bold, no larger than the text below it. */
export type HeadingLevel = 1 | 2 | 3 | 4;

/** What stands on lines of its own. */
export type Block =
  | {
      readonly type: 'heading';
      readonly level: HeadingLevel;
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
