/**
 * Every message in Dateline's own words that readers see, with the names that stand for what is inserted. Each
 * language's catalogue has all of them, in the syntax of ICU MessageFormat. `count` is a number, everything else text.
 */
export const placeholders = {
  /** A clock time. `half` is `noon`, `midnight`, `am` or `pm` where the clock is told in AP style, else `none`. */
  clock: ['half', 'hour', 'minute'],
  /** A clock time with what is told beside it; what is not told is `none`. */
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
  /** The date on top of an article, in full. */
  dateline: ['weekday', 'date'],
  zoneOfPlace: ['place'],
  /** After a stamp that the platform shows in the reader's own zone. */
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

  /** On the pages for readers, where the words above are not enough. */
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
  /** Before the headlines of new entries, for readers who hear a page. */
  pageNew: [],
  pageChanged: [],
  /** Before a moment in the reader's own zone. */
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
  /** The same behind a bullet. */
  bulletCorrected: ['time'],
  bulletCorrectedSaid: ['time', 'wrong'],
  /** Behind the headline of an entry that was corrected. */
  correctedMark: [],
  correction: [],
  correctionOf: ['made', 'posted', 'headline', 'wrong', 'right'],
  /** The message that answers each copy of a corrected entry. */
  correctionReply: ['made', 'posted', 'wrong', 'right'],
  /** Below such a message, once there is a newer one. */
  correctedAgain: ['time'],

  held: ['time'],
  killed: ['time'],
  reason: ['why'],
  /** In place of a part that an entry does not have any more, where a platform keeps the message. */
  partRemoved: [],

  /** The title of a list of entries in one line each. */
  entryList: [],
  /** Behind the headline of every page of a digest but the first. */
  continued: [],
  /** How many entries the pages after this one tell. */
  moreEntries: ['count'],
  updatesSince: ['count', 'since'],
  newestOnly: ['command'],
  wholeText: ['command'],
  noUpdatesYet: [],
  noUpdatesSince: ['since'],
  newestWas: ['headline', 'time'],
  /** On a card that nothing was added to for a while. */
  silentSince: ['time'],

  /** What a reader is told who asks for digests too often. */
  askedOften: ['time'],
  /** The same in a chat where everybody sees the answers. */
  askedOftenHere: ['time'],
  /** Where a digest was asked for that went to the private chat. */
  sentPrivately: [],
  /** Before what was to go to the private chat and could not. */
  notSentPrivately: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a message. */
export type MessageId = keyof typeof placeholders;

/** The messages of one language. */
export type Catalogue = Readonly<Record<MessageId, string>>;

/** What a message needs; `T` is what may be inserted as text. */
export type Inserted<Id extends MessageId, T> = {
  readonly [Name in (typeof placeholders)[Id][number]]: Name extends 'count' ? number : T;
};
