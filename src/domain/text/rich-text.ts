import type { Instant } from '../time/instant.ts';

/** Something within a line. */
export type Inline =
  | {
      readonly type: 'text';
      readonly value: string;
      /**
       * Set for Dateline's own text: it keeps marks of writing direction, which are removed from what people typed.
       */
      readonly own?: true;
    }
  | { readonly type: 'strong' | 'emphasis' | 'strike' | 'spoiler'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }
  /** A stamp in the reader's time zone, for platforms that have one; nothing on others. */
  | {
      readonly type: 'reader-clock';
      readonly at: Instant;
      /** The same moment in the story's zone, for apps that do not know the platform's stamp. */
      readonly told?: string;
      /** Words that explain the stamp when it does not do so itself: `your time`. */
      readonly yours?: string;
    };

/** 1 is the largest. 4 is a subheading: a line in bold, no larger than the text below it. */
export type HeadingLevel = 1 | 2 | 3 | 4;

/** Something on lines of its own. */
export type Block =
  | {
      readonly type: 'heading';
      readonly level: HeadingLevel;
      readonly children: readonly Inline[];
      /** Follows on the heading's line after a space, in normal weight: `(1:09 p.m. Oslo time)`. */
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

/** Dateline's own tree of a text, independent of any platform's syntax. */
export type RichText = readonly Block[];
