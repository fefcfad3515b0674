/** As BullMQ's limiter takes it: at most `max` runs begin in a window of `duration` milliseconds. */
export interface RunWindows {
  readonly max: number;
  readonly duration: number;
}

/**
 * The calls of several processes are not equally long on their way, and each process's gate knows only its own: within
 * a second, the last ones may catch up with the first ones by so much.
 */
const catchesUpMs = 50;

/**
 * Ten windows a second. BullMQ's windows begin with a job, so two windows of a second could fall into one second. With
 * shorter windows, the few milliseconds that BullMQ needs between two of them would cost too much; in a process that is
 * alone they keep an eleventh window out of any second. Among several processes there is always one that begins the next
 * window at once, so theirs are longer. Longer windows with more runs would begin more at once, whose calls arrive late
 * and close to those of the next second.
 */
export function runWindows(callsPerSecond: number, isAlone: boolean): RunWindows {
  const max = Math.ceil(callsPerSecond / 10);
  const secondMs = isAlone ? 1_000 : 1_000 + catchesUpMs;
  return { max, duration: Math.ceil((max * secondMs) / callsPerSecond) };
}
