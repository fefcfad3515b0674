import { type Entry, type EntryText, entryName, latest, type Revision } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import { inOneLine, isSameText } from '../../domain/text/same-text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';

/** The fields of an entry's text that people change, in words. */
const fieldWords = { headline: 'headline', body: 'text', source: 'source' } as const;

type Field = keyof typeof fieldWords;

/** New words for an entry; undefined fields stay as they are. */
export type NewWords = Readonly<Partial<Record<Field, string | undefined>>>;

/** An entry at the moment when somebody is about to change it. */
export interface Overtakable {
  readonly story: Story;
  readonly entry: Entry;
  readonly now: Instant;
}

/** How much of the present text is shown. */
const shownLength = 300;
/** Somebody who types a command may not have seen what somebody else wrote within this time. */
const freshMs = 5 * 60_000;

/**
 * Throws {@link Refusal} when somebody else changed a field after the form was shown: the person who filled it in
 * cannot have seen that change.
 */
export function demandNotOvertaken(
  { story, entry, now }: Overtakable,
  words: NewWords,
  { shown }: Pick<Call, 'shown'>,
): void {
  for (const field of changedBy(words, latest(entry).text)) {
    const before = shown?.[field];
    const current = wordsOf(latest(entry).text, field);
    if (before === undefined || isSameText(before, current)) continue;
    const { by, at } = lastChange(entry, field);
    const time = storyTime(at, story, { now, withLabel: true });
    const what = `the ${fieldWords[field]} of ${entryName(entry)}`;
    throw new Refusal(`${by.name} changed ${what} at ${time}, after your form was opened.`, {
      option: field,
      remedy: `It reads now: “${shortened(current)}”. Open the form again to go on from there.`,
    });
  }
}

/** Says which words of somebody else, written only just before, a typed change has replaced; undefined for none. */
export function replacedLine(
  { story, entry: before, now }: Overtakable,
  words: NewWords,
  call: Pick<Call, 'by' | 'shown'>,
): string | undefined {
  if (call.shown !== undefined) return undefined;
  for (const field of changedBy(words, latest(before).text)) {
    const { by, at, signal } = lastChange(before, field);
    if (signal === 'new' || by.id === call.by.id || now - at > freshMs) continue;
    const time = storyTime(at, story, { now, withLabel: true });
    const current = shortened(wordsOf(latest(before).text, field));
    return `It replaces the ${fieldWords[field]} that ${by.name} wrote at ${time}: “${current}”.`;
  }
  return undefined;
}

function changedBy(words: NewWords, text: EntryText): readonly Field[] {
  const fields = Object.keys(fieldWords) as readonly Field[]; // its own keys
  return fields.filter((field) => {
    const typed = words[field];
    return typed !== undefined && !isSameText(typed, wordsOf(text, field));
  });
}

/** The newest revision that set a field to its present words. */
function lastChange({ revisions }: Entry, field: Field): Revision {
  const [first] = revisions;
  return (
    revisions.findLast(({ text }, index) => {
      const before = revisions[index - 1];
      return before === undefined || !isSameText(wordsOf(before.text, field), wordsOf(text, field));
    }) ?? first
  );
}

function wordsOf(text: EntryText, field: Field): string {
  return text[field] ?? '';
}

function shortened(text: string): string {
  const line = inOneLine(text);
  return line.length <= shownLength ? line : `${line.slice(0, shownLength)}…`;
}
