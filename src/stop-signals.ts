/** For so long a signal may be an echo: a terminal sends Ctrl-C to every process, and npm passes on what it got. */
const echoMs = 500;

/** What {@link stopListener} works with. */
export interface StopDeps {
  /** Begins the stop. Called once. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Ends the process at once. */
  readonly force: () => void;
  /** Milliseconds on a clock that is never set back. */
  readonly now: () => number;
}

/** Makes what hears signals: the first one stops; a later one forces, unless it comes so soon that it is the same wish. */
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

/** Ties `stop` to the first SIGTERM or SIGINT of this process; another one later ends it at once with code 1. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): void {
  const hear = stopListener({ stop, force: () => process.exit(1), now: () => performance.now() });
  process.on('SIGTERM', hear);
  process.on('SIGINT', hear);
}
