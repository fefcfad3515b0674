import { onTestFinished } from 'vitest';
import type { Destination, DestinationId, DestinationState } from '../../src/domain/destination.ts';
import type { BotAccount } from '../../src/platforms/account.ts';
import { createDiscordIntake } from '../../src/platforms/discord/intake.ts';
import type { KnownDestinations } from '../../src/platforms/known-destinations.ts';
import type { DiscordSandbox } from '../../src/sandbox/discord/server.ts';
import { type Behaviour, createRecordingDispatcher } from './recording-dispatcher.ts';

/** Destinations on record, in memory. */
function createMemoryDestinations(states: Readonly<Record<string, DestinationState>>) {
  const stored = new Map<string, Destination>();
  for (const [address, state] of Object.entries(states))
    stored.set(`discord:${address}`, { id: `discord:${address}`, name: address, state });
  const known: KnownDestinations = {
    on: async (platform) => [...stored.values()].filter(({ id }) => id.startsWith(`${platform}:`)),
    among: async (ids) => ids.flatMap((id) => stored.get(id) ?? []),
  };
  return {
    known,
    set(id: DestinationId, state: DestinationState): void {
      const before = stored.get(id);
      if (before !== undefined) stored.set(id, { ...before, state });
    },
  };
}

/** How to set up an intake. */
export interface IntakeSetup extends Behaviour {
  /** What is on record: states by channel id. */
  readonly states?: Readonly<Record<string, DestinationState>>;
  readonly account?: BotAccount;
}

/** A real intake on the sandbox, started, and stopped when the test is over. */
export function startIntake(
  sandbox: Pick<DiscordSandbox, 'apiUrl' | 'token' | 'waitFor'>,
  { states = {}, account, ...behaviour }: IntakeSetup = {},
) {
  const newsroom = createRecordingDispatcher(behaviour);
  const destinations = createMemoryDestinations(states);
  const log: string[] = [];
  const intake = createDiscordIntake({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    ...(account !== undefined && { account }),
    dispatcher: {
      ...newsroom.dispatcher,
      async rightsChanged(id, change) {
        await newsroom.dispatcher.rightsChanged(id, change);
        destinations.set(
          id,
          change === 'active' ? { kind: 'active' } : { kind: 'paused', why: 'recorded', since: 0 },
        );
      },
    },
    known: destinations.known,
    now: Date.now,
    retryDelayMs: () => 20,
    liveGapMs: 5,
    log: newsroom.logTo(log),
  });
  intake.start();
  onTestFinished(() => intake.stop());
  return {
    intake,
    /** Puts another state on record. */
    record: destinations.set,
    newsroom,
    log,
    /** Every change of rights so far, as `channel id: active` or `channel id: why`. */
    changes: (): readonly string[] =>
      newsroom.heard().flatMap((one) => {
        if (one.kind !== 'rights') return [];
        const id = one.destination.slice('discord:'.length);
        return [`${id}: ${one.change === 'active' ? 'active' : one.change.why}`];
      }),
    /** Resolves when the intake is ready: its last step is logged. */
    ready: () => newsroom.waitFor(() => intake.status().ready),
  };
}
