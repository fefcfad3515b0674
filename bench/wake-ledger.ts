import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { RunResult } from '../src/delivery/run-result.ts';
import type { DestinationId } from '../src/domain/destination.ts';
import type { Line } from './report.ts';

/** Mailboxes that have not run by then were forgotten. */
const patienceMs = 20_000;

/** Keeps account of wake-ups: each one must be followed by a run that begins after it, one at a time per mailbox. */
export class WakeLedger {
  readonly #expected = new Set<DestinationId>();
  readonly #running = new Set<DestinationId>();
  readonly #events = new EventTarget();
  #wakes = 0;
  #runs = 0;
  #overlaps = 0;
  #lost = 0;

  /** To be called before these are woken. */
  expect(destinations: readonly DestinationId[]): void {
    this.#wakes += destinations.length;
    for (const destination of destinations) this.#expected.add(destination);
  }

  /** Stands where the mailbox does: takes note, gives others a chance to run at the same time, and is done. */
  async run(destination: DestinationId): Promise<RunResult> {
    this.#runs += 1;
    if (this.#running.has(destination)) this.#overlaps += 1;
    this.#running.add(destination);
    this.#expected.delete(destination);
    await setImmediate();
    this.#running.delete(destination);
    if (this.#expected.size === 0) this.#events.dispatchEvent(new Event('settled'));
    return { kind: 'idle' };
  }

  /** Waits until every mailbox that was woken has run; one that does not is counted as lost. */
  async settled(): Promise<void> {
    if (this.#expected.size === 0) return;
    try {
      await once(this.#events, 'settled', { signal: AbortSignal.timeout(patienceMs) });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
      this.#lost += this.#expected.size;
      this.#expected.clear();
    }
  }

  /** What was found, as lines of the table; both figures are to be 0. */
  lines(): readonly Line[] {
    const beside = `${this.#wakes.toLocaleString('en')} wake-ups, ${this.#runs.toLocaleString('en')} runs`;
    return [
      { what: 'wake-ups lost', figure: this.#lost, unit: 'in all', beside, mustBe: 0 },
      { what: 'mailboxes run twice at once', figure: this.#overlaps, unit: 'in all', beside, mustBe: 0 },
    ];
  }
}
