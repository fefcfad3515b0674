import type { DestinationId } from '../../domain/destination.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Action, Answer } from '../command/answer.ts';
import { type Line, say } from '../command/say.ts';
import { subscribersOf } from '../destination/subscribers.ts';
import type { Newsroom } from '../records.ts';
import { type EntryAtPlace, progressLine, readProgress } from './progress.ts';

/** An answer about an entry that is saved and on its way. */
export interface ReceiptView {
  readonly story: Story;
  readonly entry: Entry;
  /** What was done, above the line about its delivery. */
  readonly above: readonly (Line | undefined)[];
  /** The first state of that line, before anything can have arrived. */
  readonly queued: string | undefined;
  /** What follows that line. */
  readonly below?: readonly (Line | undefined)[];
  readonly actions: readonly Action[];
  /** The places to look at; by default those that the entry goes to. */
  readonly places?: readonly DestinationId[];
  /** Whether anything is being delivered; if not, the answer does not change. */
  readonly isOnItsWay: boolean;
}

const firstLookMs = 2_000;
const longestPauseMs = 30_000;

/**
 * An answer that keeps saying how far an entry's newest revision is delivered, until it is everywhere or what
 * prevents that has been said. It looks less and less often, and only at the places that were still waiting.
 */
export function withReceipt(room: Newsroom, view: ReceiptView): Answer {
  if (!view.isOnItsWay) return answerOf(view, view.queued);
  return answerOf(view, view.queued, {
    afterMs: firstLookMs,
    next: async () => {
      const pending = view.places ?? (await placesOf(room, view.entry));
      if (pending.length === 0) return answerOf(view, view.queued);
      return lookAgain(room, view, {
        settled: [],
        pending,
        afterMs: firstLookMs,
      });
    },
  });
}

async function placesOf(room: Newsroom, entry: Entry): Promise<readonly DestinationId[]> {
  return (await subscribersOf(room, entry)).map(({ destination }) => destination);
}

interface Look {
  readonly settled: readonly EntryAtPlace[];
  readonly pending: readonly EntryAtPlace['place']['destination'][];
  readonly afterMs: number;
}

async function lookAgain(room: Newsroom, view: ReceiptView, look: Look): Promise<Answer> {
  const { story, entry } = view;
  const seen = await readProgress(room, entry, look.pending);
  const places = [...look.settled, ...seen];
  const waiting = seen.filter(({ standing }) => standing === 'waiting');
  const line = progressLine({ story, places, now: room.now() });
  if (waiting.length === 0) return answerOf(view, line);
  const next: Look = {
    settled: places.filter(({ standing }) => standing !== 'waiting'),
    pending: waiting.map(({ place }) => place.destination),
    afterMs: Math.min(look.afterMs * 1.5, longestPauseMs),
  };
  return answerOf(view, line, { afterMs: look.afterMs, next: () => lookAgain(room, view, next) });
}

function answerOf(view: ReceiptView, line: string | undefined, live?: Answer['live']): Answer {
  const { above, below = [], actions } = view;
  return { content: say(...above, line, ...below), actions, ...(live && { live }) };
}
