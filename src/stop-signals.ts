/** How long a signal may be an echo: a terminal sends Ctrl-C to every process, and npm passes it on. */
const echoMs = 500;

/** What {@link stopListener} works with. */
export interface StopDeps {
  /** Begins the stop; called once. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Ends the process at once. */
  readonly force: () => void;
  /** Milliseconds on a clock that is never set back. */
  readonly now: () => number;
}

/**
 * Makes a listener for signals. The first one stops. A later one forces, unless it comes so soon that it is an echo.
 */
export function stopListener({ stop, force, now }: StopDeps): (signal: NodeJS.Signals) => void {
  let firstAt: number | undefined;

  return (signal) => {
    if (firstAt === undefined) {
      firstAt = now();
      return stop(signal);
    }
    if (now() - firstAt > echoMs) force();
  };
}

/** Calls `stop` at the first SIGTERM or SIGINT of this process; a later one ends it at once with code 1. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): void {
  const hear = stopListener({ stop, force: () => process.exit(1), now: () => performance.now() });
  process.on('SIGTERM', hear);
  process.on('SIGINT', hear);
}
