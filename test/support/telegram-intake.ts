import { onTestFinished } from 'vitest';
import type { Destination } from '../../src/domain/destination.ts';
import type { Person } from '../../src/domain/person.ts';
import type { BotAccount } from '../../src/platforms/account.ts';
import type { CallCount } from '../../src/platforms/telegram/answer-pace.ts';
import type { StoredUpdate } from '../../src/platforms/telegram/inbox.ts';
import { createTelegramIntake } from '../../src/platforms/telegram/intake.ts';
import type { TelegramSandbox } from '../../src/sandbox/telegram/server.ts';
import { type Behaviour, createRecordingDispatcher } from './recording-dispatcher.ts';

/** An inbox in memory. `failures` is how many more additions are refused. */
export function createMemoryInbox(kept: readonly StoredUpdate[] = []) {
  const updates = new Map(kept.map((update) => [update.updateId, update]));
  const inbox = {
    failures: 0,
    refused: 0,
    async add(added: readonly StoredUpdate[]) {
      if (inbox.failures > 0) {
        inbox.failures -= 1;
        inbox.refused += 1;
        throw new Error('The store is away.');
      }
      for (const update of added) updates.set(update.updateId, update);
    },
    async remove(updateId: number) {
      updates.delete(updateId);
    },
    all: async () => [...updates.values()],
  };
  return inbox;
}

/** How an intake is to be. */
export interface IntakeSetup extends Behaviour {
  readonly inbox?: ReturnType<typeof createMemoryInbox>;
  readonly account?: BotAccount;
  readonly liveStories?: readonly string[];
  /** When Telegram was last asked for updates; just now when left out. */
  readonly lastPollAt?: number;
  /** The destinations on record. */
  readonly known?: readonly Destination[];
  /** Counts the answers; they are held to no pace when left out. */
  readonly paces?: CallCount;
  /** Takes the log's lines. */
  readonly log?: string[];
}

/** A real intake on the sandbox, started, and stopped when the test is over. */
export function startIntake(sandbox: TelegramSandbox, setup: IntakeSetup = {}) {
  const made = createTestIntake(sandbox, setup);
  made.intake.start();
  onTestFinished(() => made.intake.stop());
  return made;
}

/** A real intake on the sandbox, for the test to start and stop. */
export function createTestIntake(sandbox: TelegramSandbox, setup: IntakeSetup = {}) {
  const { inbox = createMemoryInbox(), liveStories = ['harbour-bridge'], log = [] } = setup;
  const newsroom = createRecordingDispatcher(setup);
  const met = new Map<string, Person>();
  const intake = createTelegramIntake({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    dispatcher: newsroom.dispatcher,
    liveStories: async () => liveStories,
    inbox,
    polls: {
      last: async () => setup.lastPollAt ?? Date.now(),
      note: async () => undefined,
    },
    known: {
      on: async () => setup.known ?? [],
      among: async (ids) => (setup.known ?? []).filter(({ id }) => ids.includes(id)),
    },
    ...(setup.account !== undefined && { account: setup.account }),
    ...(setup.paces !== undefined && { paces: setup.paces }),
    people: {
      async remember(username, person) {
        met.set(username, person);
      },
      find: async (username) => met.get(username),
    },
    questions: { keep: async () => undefined, find: async () => undefined },
    log: newsroom.logTo(log),
    now: Date.now,
    retryDelayMs: () => 5,
    liveGapMs: 5,
  });
  return { intake, newsroom, inbox, log };
}
