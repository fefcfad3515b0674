import { type Line, trimEnds } from '../../domain/text/lines.ts';
import type { Run } from '../../domain/text/runs.ts';

/** How a reader's clock is shown. */
export interface ClockSettings {
  /** Whether the Bot API server takes `date_time` entities; without them a clock shows nothing. */
  readonly localTimes?: boolean;
}

/**
 * A line with its reader's clocks as text, to which a `date_time` entity belongs (Bot API 10.1, "MessageEntity"), or
 * without them; a line that shows nothing else than a clock then goes with it. Apps that do not know the entity show
 * the text, so it is the time as the story tells it. The text stands outside of the small print's italics, since the
 * Bot API does not say that the entity may stand inside of others.
 */
export function withClocks(line: Line, { localTimes = false }: ClockSettings): readonly Line[] {
  if (line.kind === 'code') return [line];
  const runs = trimEnds(
    line.runs.flatMap((run, index) => (localTimes ? clockRuns(run, index) : unclocked(run))),
  );
  return runs.length > 0 || line.marker !== undefined ? [{ ...line, runs }] : [];
}

function unclocked(run: Run): readonly Run[] {
  return run.clock === undefined ? [run] : [];
}

function clockRuns(run: Run, index: number): readonly Run[] {
  const { clock, told } = run;
  if (clock === undefined) return [run];
  if (told === undefined) return [];
  return [...(index === 0 ? [] : [{ text: ' · ', marks: [] }]), { text: told, marks: [], clock }];
}
