import { appearedAt, type Entry } from './entry.ts';
import type { Story } from './story.ts';
import type { Instant } from './time/instant.ts';
import { addDays, localTime, startOfDay } from './time/local-time.ts';

/** When a live story needs somebody's attention; 0 means never. */
export interface UpkeepSettings {
  /** Time without a new entry until the card says so. */
  readonly silenceMs: number;
  /** Time without a new entry until the desk is asked whether to close the story. */
  readonly askCloseMs: number;
  /** Number of new entries since the key developments were changed, until the desk is reminded. */
  readonly keyEntries: number;
  /** Time since then, if there was a new entry, until the desk is reminded. */
  readonly keyMs: number;
}

/** A story and its entries. */
export interface StoryAtHand {
  readonly story: Story;
  readonly entries: readonly Entry[];
}

/** When something is due; undefined for what does not come by itself. */
export interface UpkeepMoments {
  readonly silence?: Instant;
  /** The next midnight, after which the silence is told with another day's name. */
  readonly nextDay?: Instant;
  readonly askClose?: Instant;
  readonly remindOfKey?: Instant;
}

/** When the newest usable entry appeared; undefined when there is none. */
export function lastNewsAt(entries: readonly Entry[]): Instant | undefined {
  const times = entries.filter(({ status }) => status === 'usable').map(appearedAt);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** What a live story needs, and when; nothing for a closed one. */
export function upkeepOf(
  { story, entries }: StoryAtHand,
  settings: UpkeepSettings,
  now: Instant,
): UpkeepMoments {
  const last = lastNewsAt(entries);
  if (story.state === 'closed' || last === undefined) return {};
  const { silenceMs, askCloseMs } = settings;
  const remindOfKey = keyReminderAt({ story, entries }, settings);
  const silence = last + silenceMs;
  const nextDay = startOfDay(addDays(localTime(Math.max(now, silence), story.zone), 1), story.zone);
  return {
    ...(silenceMs > 0 && { silence, nextDay }),
    ...(askCloseMs > 0 && { askClose: last + askCloseMs }),
    ...(remindOfKey !== undefined && { remindOfKey }),
  };
}

/** Since when a live story has been silent, if for long enough to say so. */
export function silentSince(
  story: Story,
  newest: Entry | undefined,
  { silenceMs, now }: { readonly silenceMs: number; readonly now: Instant },
): Instant | undefined {
  const last = newest && lastNewsAt([newest]);
  if (story.state === 'closed' || last === undefined || silenceMs === 0) return undefined;
  return now >= last + silenceMs ? last : undefined;
}

/** The entries that appeared since the key developments were last changed. */
export function entriesSinceKey({ story, entries }: StoryAtHand): readonly Entry[] {
  const touched = story.keyDevelopmentsAt ?? story.openedAt;
  return entries.filter((entry) => entry.status === 'usable' && appearedAt(entry) > touched);
}

function keyReminderAt(view: StoryAtHand, { keyEntries, keyMs }: UpkeepSettings): Instant | undefined {
  const touched = view.story.keyDevelopmentsAt ?? view.story.openedAt;
  const times = entriesSinceKey(view)
    .map(appearedAt)
    .toSorted((a, b) => a - b);
  const byCount = keyEntries > 0 ? times[keyEntries - 1] : undefined;
  const [first] = times;
  const byTime = keyMs > 0 && first !== undefined ? Math.max(first, touched + keyMs) : undefined;
  const moments = [byCount, byTime].filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
