import { setTimeout as delay } from 'node:timers/promises';
import type { PlatformName } from '../domain/person.ts';
import { type Gate, underWayMs } from './gate.ts';
import type { BotCalls } from './ports.ts';

/** What {@link createSharedGate} works with. */
export interface SharedGateDeps {
  readonly platform: PlatformName;
  readonly callsPerSecond: number;
  /** The gate of this process. */
  readonly own: Gate;
  readonly botCalls: BotCalls;
}

/**
 * Limits the calls of all processes together, where several share the work: what is held up in one of them arrives
 * together with what another one begins. Each call is counted right before it is made. While Redis does not answer,
 * each process keeps to its own gate.
 */
export function createSharedGate({ own, botCalls, platform, callsPerSecond }: SharedGateDeps): Gate {
  const window = { calls: callsPerSecond, perMs: 1_000 + underWayMs };

  return async () => {
    const answered = await own();
    for (let waitMs = await turn(); waitMs > 0; waitMs = await turn()) await delay(waitMs);
    return answered;
  };

  async function turn(): Promise<number> {
    // The row says already that the call is under way, so it is made.
    return botCalls.take(platform, window).catch(() => 0);
  }
}
