import type { Catalogue } from './catalogue.ts';

const weekday =
  '{day, select, 0 {Sunday} 1 {Monday} 2 {Tuesday} 3 {Wednesday} 4 {Thursday} 5 {Friday} other {Saturday}}';

/** Abbreviated before a day, as in the AP Stylebook; five months never are. */
const month =
  '{month, select, 1 {Jan.} 2 {Feb.} 3 {March} 4 {April} 5 {May} 6 {June} 7 {July} 8 {Aug.} 9 {Sept.} 10 {Oct.} 11 {Nov.} other {Dec.}}';

/** `1:09`, and `9` on the hour. */
const apTime = '{hour}{minute, select, 00 {} other {:{minute}}}';

/** English. */
export const english: Catalogue = {
  clock: `{half, select, noon {noon} midnight {midnight} am {${apTime} a.m.} pm {${apTime} p.m.} other {{hour}.{minute}}}`,
  moment:
    '{clock}{zone, select, none {} other { {zone}}}{weekday, select, none {} other { {weekday}}}{date, select, none {} other { {date}}}',
  weekday,
  onWeekday: weekday,
  sinceWeekday: weekday,
  date: `${month} {day}`,
  dateOfYear: `${month} {day}, {year}`,
  dateline: '{weekday}, {date}',
  zoneOfPlace: '{place} time',
  yourTime: 'your time',

  live: 'LIVE',
  closed: 'CLOSED',
  closedAt: 'CLOSED {time} {date}',
  byline: 'By {byline}',
  allTimes: 'All times {zone}',
  photo: 'Photo: {credit}',
  photoOf: 'Photo: {subject}. {credit}',
  photoUncredited: 'Photo: {subject}.',
  related: 'Related:',
  fullStory: 'Full story:',
  source: 'Source: {source}',
  entryName: '{story} #{number}',
  flash: 'FLASH: {headline}',

  pageSkip: 'Skip to the story',
  pageUpdates: '{count, plural, one {# update} other {# updates}}',
  pageOrder: 'Order of updates',
  pageNewest: 'Newest first',
  pageOldest: 'Oldest first',
  pageRefresh: 'Refresh',
  pageFollow: 'Follow:',
  pageWhole: 'Read the whole story',
  pageThis: 'This page:',
  pageFlash: 'FLASH',
  pageCorrections: '{count, plural, one {Correction} other {Corrections}}',
  pageNew: 'New:',
  pageChanged: 'The page was updated.',
  pageYourTime: 'Your time:',

  keyDevelopments: 'Key developments',
  asOf: '(as of {time})',
  latest: 'Latest: {headline} ({time})',
  askDigest: 'Ask for a summary any time: {command}',
  storyButton: 'Full story',
  digestButton: 'Digest',
  followButton: 'Follow',
  moreButton: 'More',
  fullTextButton: 'Full text',
  toPrivateButton: 'Send to my DMs',
  fromStartButton: 'From the start',

  updated: 'Updated {time}',
  correctedSaid: 'Corrected {time}: an earlier version said {wrong}',
  bulletCorrected: 'corrected {time}',
  bulletCorrectedSaid: 'corrected {time}: an earlier version said {wrong}',
  correctedMark: 'corrected',
  correction: 'Correction',
  correctionOf: '({made}) The {posted} update, “{headline}”, said that {wrong} {right}',
  correctionReply: 'CORRECTION ({made}): This update, posted at {posted}, said that {wrong} {right}',
  correctedAgain: 'Corrected again {time}: see the newer correction.',

  held: 'On hold ({time}): this update is being checked. Please do not share it.',
  killed: 'Withdrawn ({time}): this update was wrong and has been withdrawn.',
  reason: 'Reason: {why}',
  partRemoved: 'This part is not in the update any more.',

  entryList: 'Updates',
  continued: 'continued',
  moreEntries: '{count, plural, one {# earlier update follows} other {# earlier updates follow}}',
  updatesSince: '{count, plural, =0 {No new updates} one {# update} other {# updates}} since {since}',
  newestOnly: '{command} for the newest',
  wholeText: '{command} for the whole text',
  noUpdatesYet: 'No updates yet.',
  noUpdatesSince: 'No updates since {since}',
  newestWas: 'The latest was “{headline}” ({time}).',
  silentSince: 'No new updates since {time}; the desk is watching.',

  askedOften: 'That is enough for the moment. Ask again at {time}; the summaries above still hold.',
  askedOftenHere:
    'This chat had its share of summaries for the moment. Ask again at {time}, or ask me in private: there I answer at once.',
  sentPrivately: 'It is in your direct messages.',
  notSentPrivately: 'I may not write to you: allow direct messages from members of this server. Here it is:',
};
