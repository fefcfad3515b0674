import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Backlogs, BotCalls, Notices, Outbox, Paces } from '../delivery/ports.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Spread } from '../monitoring/spread.ts';
import type { RecordStatistics } from '../monitoring/statistics.ts';
import type { DraftRecords } from '../newsroom/draft-records.ts';
import type { KeptRecords } from '../newsroom/kept-records.ts';
import type { Limits } from '../newsroom/limits.ts';
import type {
  DeliveryRecords,
  StaffRecords,
  StoryRecords,
  SubscriptionRecords,
} from '../newsroom/records.ts';
import { within } from '../newsroom/within.ts';
import type { KnownDestinations } from '../platforms/known-destinations.ts';
import type { Lease } from '../platforms/lease.ts';
import { createBacklogs } from './backlogs.ts';
import { createBotCalls } from './bot-calls.ts';
import { connectQueues, connectRecords, type RedisAddress } from './connection.ts';
import { connectionTrouble, noAnswer } from './connection-trouble.ts';
import { createDeliveryRecords } from './deliveries.ts';
import { createKnownDestinations } from './destinations.ts';
import { createDraftRecords } from './drafts.ts';
import { guard } from './guard.ts';
import { createKeptRecords } from './kept.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLease } from './lease.ts';
import { createLimits } from './limits.ts';
import { createNotices } from './notices.ts';
import { createOutbox } from './outbox.ts';
import { createPaces } from './paces.ts';
import { createPatience } from './patience.ts';
import { createSpread } from './spread.ts';
import { createStaffRecords } from './staff.ts';
import { createRecordStatistics } from './statistics.ts';
import { createStoryRecords } from './stories.ts';
import { createSubscriptionRecords } from './subscriptions.ts';
import { createTelegramMemory, type TelegramMemory } from './telegram-memory.ts';
import { createToldOnce, type ToldOnce } from './told-once.ts';

/** All of Dateline's storage: the records, and the connection for the queues. */
export interface Store {
  readonly stories: StoryRecords;
  readonly subscriptions: SubscriptionRecords;
  readonly staff: StaffRecords;
  readonly deliveries: DeliveryRecords;
  readonly kept: KeptRecords;
  readonly limits: Limits;
  readonly drafts: DraftRecords;
  readonly outbox: Outbox;
  readonly backlogs: Backlogs;
  readonly notices: Notices;
  readonly paces: Paces;
  readonly botCalls: BotCalls;
  readonly destinations: KnownDestinations;
  readonly telegram: TelegramMemory;
  readonly isNews: ToldOnce;
  readonly spread: Spread;
  /** Counts what waits; reads every destination. */
  readonly statistics: () => Promise<RecordStatistics>;
  /** What only one process at a time may do, by name. After a crash another process takes over within 8 seconds. */
  lease(name: string): Lease;
  readonly records: Redis;
  readonly keys: Keys;
  /** Where the queues are; private on an embedded Redis, which serves one process. */
  readonly queues: { readonly connection: Redis; readonly prefix: string; readonly isPrivate: boolean };
  /** Whether there is a connection to Redis now. */
  isUp(): boolean;
  /** Why there is none, as the beginning of a sentence; said of the latest trouble. */
  whyDown(): string;
  /** Resolves when there is a connection to Redis. */
  untilUp(): Promise<void>;
  close(): Promise<void>;
}

/** How a store is opened. */
export interface StoreSettings {
  readonly address: RedisAddress;
  /** Starts every key, so that several newsrooms (or tests) can share one server. */
  readonly prefix: string;
  readonly now: () => Instant;
  /** Told of connection trouble and what it means, as {@link Store.whyDown} says it; the connections keep trying. */
  readonly onError: (error: Error, why: string) => void;
}

const leaseMs = 8_000;
const goodbyeMs = 1_000;

/** Opens the store. Does not wait for Redis to answer: commands fail clearly until it does. */
export function openStore({ address, prefix, now, onError }: StoreSettings): Store {
  const keys = createKeys(prefix);
  const owner = randomBytes(16).toString('base64url');
  const records = connectRecords(address);
  const connection = connectQueues(address);
  let why = noAnswer;
  for (const redis of [records, connection]) {
    redis.on('error', (error) => {
      why = connectionTrouble(error);
      onError(error, why);
    });
  }
  const untilUsable = createPatience(records);
  const guarded = <T extends object>(port: T) => guard(port, untilUsable);

  return {
    stories: guarded(createStoryRecords(records, keys, now)),
    subscriptions: guarded(createSubscriptionRecords(records, keys)),
    staff: guarded(createStaffRecords(records, keys)),
    deliveries: guarded(createDeliveryRecords(records, keys)),
    kept: guarded(createKeptRecords(records, keys, () => randomBytes(16).toString('base64url'))),
    limits: guarded(createLimits(createPaces(records, keys))),
    drafts: guarded(createDraftRecords(records, keys, now)),
    outbox: createOutbox(records, keys),
    backlogs: createBacklogs(records, keys, now),
    notices: guarded(createNotices(records, keys)),
    paces: createPaces(records, keys),
    botCalls: createBotCalls(records, keys),
    destinations: guarded(createKnownDestinations(records, keys)),
    telegram: createTelegramMemory(records, keys, guarded),
    isNews: createToldOnce(records, keys),
    spread: createSpread(records, keys),
    statistics: createRecordStatistics(records, keys),
    lease: (name) => createLease(records, { key: keys.lease(name), owner, ttlMs: leaseMs }),
    records,
    keys,
    queues: { connection, prefix: keys.queues, isPrivate: 'socketPath' in address },
    isUp: () => records.status === 'ready',
    whyDown: () => why,
    async untilUp() {
      if (records.status === 'ready') return;
      await new Promise((resolve) => records.once('ready', resolve));
    },
    async close() {
      await Promise.all([records, connection].map(closeConnection));
    },
  };
}

/** A goodbye may wait for ever: the client forgets it when it loses the connection meanwhile. */
async function closeConnection(redis: Redis): Promise<void> {
  try {
    await within(redis.quit(), goodbyeMs);
  } catch {
    // The connection is gone already.
  }
  redis.disconnect();
}
