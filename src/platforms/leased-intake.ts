import { setTimeout as delay } from 'node:timers/promises';
import type { PlatformName } from '../domain/person.ts';
import type { Logger } from '../logger.ts';
import { within } from '../newsroom/within.ts';
import type { Lease } from './lease.ts';
import type { ConnectionStatus, Intake } from './platform.ts';

/** Options of {@link LeasedIntake}. */
export interface LeasedIntakeOptions {
  readonly platform: PlatformName;
  readonly lease: Lease;
  /** Makes a new intake, each time that the lease was taken. */
  readonly create: () => Intake;
  /** How often the lease is asked for or prolonged; every 2 seconds by default. */
  readonly checkEveryMs?: number;
  readonly log: Logger;
}

const usualCheckMs = 2_000;
const goodbyeMs = 500;

/** Who has the lease: this process, another one, or nobody knows. */
type Standing = 'ours' | 'theirs' | 'unknown';

/**
 * A platform's listening side in any number of processes: the one with the lease listens; the others stand by and
 * take over. A process that is listening goes on while nobody knows who has the lease, since people must be told that
 * the records are away. It is started once and stopped once.
 */
export class LeasedIntake implements Intake {
  readonly platform: PlatformName;
  readonly #options: LeasedIntakeOptions;
  readonly #stopping = new AbortController();
  #standing: Standing = 'unknown';
  #listening: Intake | undefined;
  #isStarted = false;

  constructor(options: LeasedIntakeOptions) {
    this.#options = options;
    this.platform = options.platform;
  }

  status(): ConnectionStatus {
    const { platform } = this;
    if (this.#listening !== undefined) return this.#listening.status();
    if (this.#stopping.signal.aborted) return { platform, ready: false, why: 'stopped' };
    if (this.#standing === 'theirs') {
      return { platform, ready: true, note: 'standing by, since another process is connected' };
    }
    return { platform, ready: false, why: 'not connected until Redis says that no other process is' };
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#endListening();
    // The answer to a question under way is no longer needed. If the lease is not given back, it expires.
    if (this.#standing === 'ours') await within(this.#release(), goodbyeMs);
  }

  async #release(): Promise<void> {
    const { lease, log } = this.#options;
    await lease.release().catch((error: unknown) => log.warn({ err: error }, 'the lease was not given back'));
  }

  async #run(): Promise<void> {
    const { checkEveryMs = usualCheckMs } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look();
      await delay(checkEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #endListening(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.stop();
  }

  async #look(): Promise<void> {
    const standing = await this.#ask();
    const { log, create } = this.#options;
    if (standing !== this.#standing) log.info({ lease: standing }, 'the lease to listen has changed');
    this.#standing = standing;
    if (standing === 'theirs') await this.#endListening();
    if (standing !== 'ours' || this.#listening !== undefined) return;
    // Asked for before the stop, but granted after it.
    if (this.#stopping.signal.aborted) return this.#release();
    this.#listening = create();
    this.#listening.start();
  }

  async #ask(): Promise<Standing> {
    try {
      return (await this.#options.lease.take()) ? 'ours' : 'theirs';
    } catch (error) {
      if (this.#standing !== 'unknown') this.#options.log.warn({ err: error }, 'nobody says who may listen');
      return 'unknown';
    }
  }
}
