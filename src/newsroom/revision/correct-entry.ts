import { type Entry, type EntryText, entryName, latest } from '../../domain/entry.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { formField, maxFieldLength } from '../command/form-field.ts';
import { statusAction } from '../command/offer.ts';
import type { EntryReference } from '../command/options.ts';
import { Refusal } from '../command/refusal.ts';
import { countPlaces } from '../command/say.ts';
import { copiesOf } from '../progress/copies.ts';
import { withReceipt } from '../progress/receipt.ts';
import type { Newsroom } from '../records.ts';
import { headlineFor } from '../staff/confidence.ts';
import type { EntryForm } from './entry-form.ts';
import { demandNotOvertaken, type Overtakable } from './overtaken.ts';
import { changeEntry, type EntryChanged, eventOf, revised } from './revise-entry.ts';
import { changedSentence, occurrences, replacedOnce } from './wrong-words.ts';

/** The options of `/correct`. Without an entry, the one in the message that the command was used on. */
export interface CorrectionInput {
  readonly entry: EntryReference | undefined;
  readonly wrong: string | undefined;
  readonly right: string | undefined;
  readonly headline: string | undefined;
  readonly body: string | undefined;
}

/**
 * Corrects an entry with a wrong fact: every copy is edited and marked, and gets the correction as a reply. Without a
 * new text, the wrong words are replaced by the right ones if they occur exactly once. Throws {@link Refusal} when
 * either of the two is missing, or when the entry is not published.
 */
export async function correctEntry(
  room: Newsroom,
  { entry: reference, headline, body, ...said }: CorrectionInput,
  call: Call,
): Promise<Answer> {
  const correction = demandBoth(said, reference);
  const corrected = await changeEntry(room, { reference, call }, ({ story, entry, now }) => {
    demandNotOvertaken({ story, entry, now }, { headline, body }, call);
    demandNotMade({ story, entry, now }, correction);
    const text = textAfter(latest(entry).text, { headline, body, ...correction });
    const after = revised(entry, { signal: 'correction', text, by: call.by, at: now, correction });
    const event = { ...eventOf(after), corrects: after.revisions.length };
    return { story, entry: after, events: [event] };
  });
  const { story, entry, now } = corrected;
  const at = storyTime(latest(entry).at, story, { now, withLabel: true });
  const copies = await copiesOf(room, entry).catch(() => undefined);
  return withReceipt(room, {
    story,
    entry,
    above: [`Corrected ${entryName(entry)} at ${at}.`],
    queued: copiesLine(entry, copies?.length),
    below: [...(await textLines(room, entry, { headline, body, call })), bulletLine(corrected)],
    actions: [statusAction(entryName(entry))],
    places: copies?.map(({ destination }) => destination) ?? [],
    isOnItsWay: entry.status === 'usable' && copies?.length !== 0,
  });
}

/** The form of a correction, with the entry's present text. Only a published or held entry has one. */
export const correctionForm: EntryForm = {
  title: 'Correct update',
  isGiven: (input) => ['wrong', 'right', 'body'].every((name) => input[name] !== undefined),
  fieldsOf(entry, input, options) {
    const { headline, body } = latest(entry).text;
    revised(entry, { ...latest(entry), signal: 'correction' });
    const given = (name: string) => (typeof input[name] === 'string' ? { value: input[name] } : {});
    const field = (option: string, label: string, value: { readonly value?: string }) =>
      formField(options, { option, label, required: option !== 'body', ...value });
    return [
      field('wrong', 'What was wrong: “This update said that …”', given('wrong')),
      field('right', 'What is right, as a sentence', given('right')),
      field('headline', 'Headline, corrected', { value: headline, ...given('headline') }),
      // A text that does not fit into a form stays unchanged, and can be given in the command.
      ...(body.length > maxFieldLength ? [] : [field('body', 'Text, corrected (Markdown)', { value: body })]),
    ];
  },
};

interface Said {
  readonly wrong: string;
  readonly right: string;
}

function demandBoth(
  { wrong, right }: Pick<CorrectionInput, 'wrong' | 'right'>,
  { slug = 'lindhavn-ferries', number }: EntryReference = { number: 7 },
): Said {
  if (wrong !== undefined && right !== undefined) return { wrong: wrongClause(wrong), right };
  throw new Refusal('A correction says what was wrong and what is right.', {
    option: wrong === undefined ? 'wrong' : 'right',
    remedy: `Write it like /correct ${slug}/${number} wrong:"400 pilots walked out" right:"40 pilots walked out", with the whole text as it should read below.`,
  });
}

/**
 * When two people notice the same mistake at the same time, readers are told once. Throws {@link Refusal} when the
 * newest correction says the same, unless the wrong words have come back into the text since.
 */
function demandNotMade({ story, entry, now }: Overtakable, correction: Said): void {
  const newest = entry.revisions.findLast((revision) => revision.correction !== undefined);
  if (newest?.correction === undefined || !isSame(newest.correction, correction)) return;
  const { text } = latest(entry);
  if (occurrences(text.headline, correction.wrong) + occurrences(text.body, correction.wrong) > 0) return;
  const at = storyTime(newest.at, story, { now, withLabel: true });
  throw new Refusal(`${newest.by.name} corrected ${entryName(entry)} in these words already, at ${at}.`, {
    option: 'wrong',
    remedy: `Readers are told once. Where its text should still change, use /edit entry:${entryName(entry)}.`,
  });
}

function isSame(made: Said, correction: Said): boolean {
  const tidy = ({ wrong, right }: Said) => [wrong, right].map((words) => withoutStop(words).toLowerCase());
  return tidy(made).join('\n') === tidy(correction).join('\n');
}

/**
 * What was wrong as a clause, since Dateline puts “This update said that” before it: people who see that beginning in
 * the form type it once more.
 */
function wrongClause(wrong: string): string {
  const clause = withoutStop(
    wrong.replace(/^(this|the|an earlier) (update|version) said( that)?:?\s+/iu, ''),
  );
  return clause === '' ? withoutStop(wrong) : clause;
}

/** The words without a full stop, since they are used in the middle of sentences. */
function withoutStop(words: string): string {
  return words.replace(/(?<!\.)\.$/u, '');
}

function textAfter(
  before: EntryText,
  { headline, body, wrong, right }: Pick<CorrectionInput, 'headline' | 'body'> & Said,
): EntryText {
  if (headline !== undefined || body !== undefined) {
    return { ...before, headline: headline ?? before.headline, body: body || before.body };
  }
  const replaced = (text: string) => replacedOnce(text, wrong, withoutStop(right));
  return { ...before, headline: replaced(before.headline), body: replaced(before.body) };
}

/** `copies` is undefined when the records no longer answer; the correction is already saved. */
function copiesLine(entry: Entry, copies: number | undefined): string | undefined {
  if (entry.status === 'held') return 'It is on hold; the correction is told when it is released.';
  if (copies === undefined) return undefined;
  if (copies === 0) return 'No channel or chat has it yet; it goes out corrected.';
  return `Its copies in ${countPlaces(copies)} are being changed, and each gets the correction as an answer.`;
}

interface Given extends Pick<CorrectionInput, 'headline' | 'body'> {
  readonly call: Call;
}

/**
 * How the text reads now, if Dateline has replaced words in it. Not shown where others read along and the entry is on
 * hold.
 */
async function textLines(
  room: Newsroom,
  entry: Entry,
  { headline, body, call }: Given,
): Promise<readonly string[]> {
  const [after, before] = entry.revisions.toReversed().map(({ text }) => text);
  if (after === undefined || before === undefined) return [];
  const title = after.headline === before.headline ? undefined : after.headline;
  const sentence = changedSentence(before.body, after.body);
  if (title === undefined && sentence === undefined) return [unchangedLine(entry)];
  const isTyped = headline !== undefined || body !== undefined;
  if (isTyped || (await headlineFor(room, entry, call)) === undefined) return [];
  return [
    ...(title === undefined ? [] : [`Its headline reads now: “${title}”`]),
    ...(sentence === undefined ? [] : [`Its text reads now: “${sentence}”`]),
    `If that is not right, change it with /edit entry:${entryName(entry)}.`,
  ];
}

function unchangedLine(entry: Entry): string {
  return `Its text still reads as before, since the wrong words do not stand in it exactly once; change it with /edit entry:${entryName(entry)}.`;
}

function bulletLine({ story, entry }: EntryChanged): string | undefined {
  const place = story.keyDevelopments.findIndex(({ entry: number }) => number === entry.number);
  const bullet = story.keyDevelopments[place];
  if (bullet === undefined) return undefined;
  return `Its key development is marked as corrected and still reads “${bullet.text}”; take it out with /key remove story:${story.slug} number:${place + 1}.`;
}
