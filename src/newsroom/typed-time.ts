import type { Direction } from '../domain/day-input.ts';
import type { Instant } from '../domain/instant.ts';
import { localTime, utcOf } from '../domain/local-time.ts';
import { readMoment } from '../domain/time-input.ts';
import { type StoryZone, storyTime } from '../domain/timestamp.ts';
import { zoneLabel } from '../domain/zone-label.ts';
import { Refusal } from './refusal.ts';

/** A time as it was typed, and how it is to be read. */
export interface TypedTime {
  /** The option that it was typed for. */
  readonly option: string;
  readonly typed: string;
  readonly direction: Direction;
  readonly story: StoryZone;
  readonly now: Instant;
}

/**
 * The moment that a typed time means in the story's zone. Throws {@link Refusal} when it cannot be read, when
 * daylight saving skips or repeats it, and when it does not lie on the side of now that was asked for.
 */
export function momentTyped(time: TypedTime): Instant {
  const { typed, direction, story, now } = time;
  const read = readMoment(typed, { zone: story.zone, now, direction });
  switch (read.kind) {
    case 'moment':
      return onItsSide(time, read.at);
    case 'ambiguous':
      throw ambiguous(time, read.candidates);
    case 'skipped':
      throw refusal(time, `The clock skips “${typed}” in ${zoneWords(time)}.`);
    case 'unreadable':
      throw refusal(time, `I could not read the time “${typed}” for ${time.option}:.`);
  }
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

function ambiguous({ option, typed, story }: TypedTime, candidates: readonly Instant[]): Refusal {
  const ways = candidates.map(
    (at) => `${option}:${isoTime(at, story.zone)} (${storyTime(at, story, { withLabel: true })})`,
  );
  return new Refusal(`“${typed}” can mean ${ways.length} moments.`, {
    option,
    remedy: `Write ${ways.join(' or ')}.`,
  });
}

function zoneWords({ story, now }: TypedTime): string {
  return zoneLabel(story.zone, now, story.label);
}

/** ISO 8601 to the minute with the offset that is valid then, which can mean one moment only. */
function isoTime(at: Instant, zone: string): string {
  const wall = utcOf(localTime(at, zone));
  const minutes = Math.round((wall - at) / 60_000);
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map(twoDigits);
  return `${new Date(wall).toISOString().slice(0, 16)}${minutes < 0 ? '-' : '+'}${hour}:${minute}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
