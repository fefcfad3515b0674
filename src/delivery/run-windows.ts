/** As BullMQ's limiter takes it: at most `max` runs begin in a window of `duration` milliseconds. */
export interface RunWindows {
  readonly max: number;
  readonly duration: number;
}

/**
 * Ten windows a second. BullMQ's windows begin with a job, so two windows of a second could fall into one second. With
 * shorter windows, the few milliseconds that BullMQ needs between two of them would cost too much. Longer windows with
 * more runs would begin more at once, whose calls arrive late and close to those of the next second.
 */
export function runWindows(callsPerSecond: number): RunWindows {
  const max = Math.ceil(callsPerSecond / 10);
  return { max, duration: Math.ceil((max * 1_000) / callsPerSecond) };
}
