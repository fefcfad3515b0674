import type { KeyDevelopment } from './key-development.ts';
import type { Picture } from './picture.ts';
import type { Instant } from './time/instant.ts';
import type { ClockStyle } from './time/timestamp.ts';
import type { Language } from './words/language.ts';

/** A titled web address. */
export interface RelatedLink {
  readonly title: string;
  readonly url: string;
}

/** Whether a story takes new entries. */
export type StoryState = 'live' | 'closed';

/** One running subject. */
export interface Story {
  /** Unique, lower case, never renamed: at most 40 of `a-z 0-9 -`. */
  readonly slug: string;
  readonly headline: string;
  readonly lead?: string;
  /** The IANA time zone of all its times, such as `Europe/Oslo`. */
  readonly zone: string;
  /** The newsroom's own words for the zone (`Oslo time`), instead of Dateline's. */
  readonly label?: string;
  /** The style of its clock times; `ap` when absent. */
  readonly clock?: ClockStyle;
  /** The language of Dateline's own words; English when absent. */
  readonly language?: Language;
  readonly byline?: string;
  /** The address of the full story. */
  readonly url?: string;
  readonly picture?: Picture;
  readonly related: readonly RelatedLink[];
  readonly state: StoryState;
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  readonly keyDevelopments: readonly KeyDevelopment[];
  /** When the key developments last changed. */
  readonly keyDevelopmentsAt?: Instant;
  /** The number of the newest entry; 0 before the first. */
  readonly lastNumber: number;
}
