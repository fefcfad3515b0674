import type { Story } from '../../domain/story.ts';
import type { Direction } from '../../domain/time/day-input.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { localTime, utcOf } from '../../domain/time/local-time.ts';
import { type MomentRead, readMoment } from '../../domain/time/time-input.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import { placeLabel } from '../../domain/time/zone-label.ts';
import { type Choice, Refusal } from './refusal.ts';

/** A typed time, and what is needed to read it. */
export interface TypedTime {
  /** The option that it was typed for. */
  readonly option: string;
  readonly typed: string;
  readonly direction: Direction;
  readonly story: Pick<Story, 'zone' | 'label' | 'clock' | 'language'>;
  readonly now: Instant;
}

/**
 * The moment that a typed time means in the story's zone. Throws {@link Refusal} when it cannot be read, when
 * daylight saving skips or repeats it (with the moments that may be meant), and when it is on the wrong side of now.
 */
export function momentTyped(time: TypedTime): Instant {
  const { typed, option } = time;
  const read = readTime(time);
  switch (read.kind) {
    case 'moment':
      return onItsSide(time, read.at);
    case 'ambiguous':
      throw question(time, `“${typed}” can mean ${read.candidates.length} moments.`, read.candidates);
    case 'skipped':
      throw question(time, `The clock skips “${typed}” in ${zoneWords(time)}.`, read.candidates);
    case 'unreadable':
      throw refusal(time, `I could not read the time “${typed}” for ${option}:.`);
  }
}

/** The moments that a typed time may mean, whether or not it is clear which. */
export function readTyped(time: TypedTime): readonly Instant[] {
  const read = readTime(time);
  if (read.kind === 'moment') return [read.at];
  return read.kind === 'unreadable' ? [] : read.candidates;
}

function readTime({ typed, direction, story, now }: TypedTime): MomentRead {
  const { zone, label, language } = story;
  const words = { ...(label !== undefined && { label }), ...(language !== undefined && { language }) };
  return readMoment(typed, { zone, now, direction, ...words });
}

function onItsSide(time: TypedTime, at: Instant): Instant {
  const { direction, story, now, option } = time;
  if (direction === 'future' ? at > now : at <= now) return at;
  const said = storyTime(at, story, { now, withLabel: true });
  throw refusal(time, `${option}: ${said} ${direction === 'future' ? 'is in the past' : 'is yet to come'}.`);
}

function refusal(time: TypedTime, sentence: string): Refusal {
  const { option, direction } = time;
  const examples = direction === 'future' ? '13:10, 1:10 pm or tomorrow 9am' : '2h, yesterday or 9am';
  const remedy = `Write it like ${examples}; times are read as ${zoneWords(time)}.`;
  return new Refusal(sentence, { option, remedy });
}

/** Asks which of several moments is meant, and offers each in an unambiguous form. */
function question(time: TypedTime, sentence: string, candidates: readonly Instant[]): Refusal {
  const ways = candidates.map((at) => wayToSay(at, time));
  const isRepeated = new Set(ways.map(({ label }) => label)).size < ways.length;
  const turns = ways.map(({ label, value }, index) => {
    const turn = isRepeated ? `, the ${index === 0 ? 'first' : 'second'} time` : '';
    return { label: `${label}${turn}`, value };
  });
  return askWhich(time.option, turns, { sentence, lead: 'Write' });
}

/** How to tell a moment, and how to type it. */
export function wayToSay(at: Instant, { story, now }: Pick<TypedTime, 'story' | 'now'>): Choice {
  return { label: storyTime(at, story, { now, withLabel: true }), value: isoTime(at, story.zone) };
}

/** Asks which of these is meant: the sentence, how to type each, and a button for each. */
export function askWhich(
  option: string,
  ways: readonly Choice[],
  { sentence, lead }: { readonly sentence: string; readonly lead: string },
): Refusal {
  const typed = ways.map(({ label, value }) => `${option}:${value} (${label})`);
  return new Refusal(sentence, {
    option,
    remedy: `${lead} ${typed.join(' or ')}.`,
    choices: ways,
  });
}

/** The zone by its place: the moment may be in another season than now. */
function zoneWords({ story }: TypedTime): string {
  return story.label ?? placeLabel(story.zone);
}

/** ISO 8601 to the minute, with the offset at that moment, so it can mean only one. */
function isoTime(at: Instant, zone: string): string {
  const wall = utcOf(localTime(at, zone));
  const minutes = Math.round((wall - at) / 60_000);
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map(twoDigits);
  return `${new Date(wall).toISOString().slice(0, 16)}${minutes < 0 ? '-' : '+'}${hour}:${minute}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
