/**
 * Every message of Dateline's own words that readers see, with the names of its placeholders. Each language's
 * catalogue has all of them, in the syntax of ICU MessageFormat. `count` is a number, everything else text.
 */
export const placeholders = {
  /** A clock time. `half` is `noon`, `midnight`, `am` or `pm` where the clock is told in AP style, else `none`. */
  clock: ['half', 'hour', 'minute'],
  /** A clock time with zone, weekday and date; what is not told is `none`. */
  moment: ['clock', 'zone', 'weekday', 'date'],
  /** A weekday alone; `day` is 0 for Sunday. */
  weekday: ['day'],
  /** A weekday after a clock time. */
  onWeekday: ['day'],
  /** A weekday after "since". */
  sinceWeekday: ['day'],
  /** `month` is 1–12. */
  date: ['month', 'day'],
  dateOfYear: ['month', 'day', 'year'],
  /** The full date at the top of an article. */
  dateline: ['weekday', 'date'],
  zoneOfPlace: ['place'],
  /** Follows a stamp that the platform shows in the reader's own zone. */
  yourTime: [],

  live: [],
  closed: [],
  closedAt: ['time', 'date'],
  byline: ['byline'],
  allTimes: ['zone'],
  photo: ['credit'],
  photoOf: ['subject', 'credit'],
  photoUncredited: ['subject'],
  related: [],
  fullStory: [],
  source: ['source'],
  entryName: ['story', 'number'],
  flash: ['headline'],

  /** For the pages for readers, besides the words above. */
  pageSkip: [],
  pageUpdates: ['count'],
  pageOrder: [],
  pageNewest: [],
  pageOldest: [],
  pageRefresh: [],
  pageFollow: [],
  pageWhole: [],
  pageThis: [],
  pageFlash: [],
  pageCorrections: ['count'],
  /** Spoken before the headlines of new entries. */
  pageNew: [],
  pageChanged: [],
  /** Precedes a moment in the reader's own zone. */
  pageYourTime: [],

  keyDevelopments: [],
  asOf: ['time'],
  latest: ['headline', 'time'],
  askDigest: ['command'],
  /** Labels of the card's buttons. */
  storyButton: [],
  digestButton: [],
  followButton: [],
  /** Labels of the buttons under a digest. */
  moreButton: [],
  fullTextButton: [],
  toPrivateButton: [],
  fromStartButton: [],

  updated: ['time'],
  correctedSaid: ['time', 'wrong'],
  /** A correction, after the text of a bullet. */
  bulletCorrected: ['time'],
  bulletCorrectedSaid: ['time', 'wrong'],
  /** Follows the headline of an entry that was corrected. */
  correctedMark: [],
  correction: [],
  correctionOf: ['made', 'posted', 'headline', 'wrong', 'right'],
  /** The reply to each copy of a corrected entry. */
  correctionReply: ['made', 'posted', 'wrong', 'right'],
  /** Below that reply, once there is a newer correction. */
  correctedAgain: ['time'],

  held: ['time'],
  killed: ['time'],
  reason: ['why'],
  /** In place of a part that an entry no longer has, when the platform keeps the message. */
  partRemoved: [],

  /** The title of a list of entries on one line each. */
  entryList: [],
  /** Follows the headline on every page of a digest but the first. */
  continued: [],
  /** How many entries are on later pages. */
  moreEntries: ['count'],
  updatesSince: ['count', 'since'],
  newestOnly: ['command'],
  wholeText: ['command'],
  noUpdatesYet: [],
  noUpdatesSince: ['since'],
  newestWas: ['headline', 'time'],
  /** On a card, after a while without news. */
  silentSince: ['time'],

  /** For a reader who asks for digests too often. */
  askedOften: ['time'],
  /** The same, in a chat where everybody sees the answers. */
  askedOftenHere: ['time'],
  /** Where a digest was asked for, when it was sent to the private chat. */
  sentPrivately: [],
  /** Precedes a digest that could not be sent to the private chat. */
  notSentPrivately: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a message. */
export type MessageId = keyof typeof placeholders;

/** The messages of one language. */
export type Catalogue = Readonly<Record<MessageId, string>>;

/** The values for a message's placeholders; `T` is the type of inserted text. */
export type Inserted<Id extends MessageId, T> = {
  readonly [Name in (typeof placeholders)[Id][number]]: Name extends 'count' ? number : T;
};
