import { type Line, trimEnds } from '../../domain/text/lines.ts';
import type { Run } from '../../domain/text/runs.ts';

/** How a reader's clock is shown. */
export interface ClockSettings {
  /** Whether the Bot API server accepts `date_time` entities; without them a clock shows nothing. */
  readonly localTimes?: boolean;
}

/**
 * A line in which each reader's clock becomes text with a `date_time` entity (Bot API 10.1, "MessageEntity"), or
 * disappears; a line with nothing but a clock disappears with it. The text is the time in the story's zone, for apps
 * that do not know the entity. It is outside the small print's italics, since the Bot API does not say whether the
 * entity may be inside others.
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
