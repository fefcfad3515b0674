import { createCatchUp } from '../src/delivery/catch-up.ts';
import { createDeskReports } from '../src/delivery/desk-reports.ts';
import { type Engine, startEngine } from '../src/delivery/engine.ts';
import type { PlatformWork } from '../src/delivery/mailbox-worker.ts';
import type { Backlogs } from '../src/delivery/ports.ts';
import { createQueues, type Queues } from '../src/delivery/queues.ts';
import { usualAges, usualBackOff } from '../src/delivery/retry.ts';
import { createStoryReader } from '../src/delivery/story-reader.ts';
import { createWantedReader } from '../src/delivery/wanted.ts';
import { createDigests } from '../src/newsroom/digest/digests.ts';
import type { OnRelease } from '../src/releasers.ts';
import { startEmbeddedRedis } from '../src/storage/embedded.ts';
import { openStore, type Store } from '../src/storage/store.ts';
import { log, temporaryDataDir } from './ground.ts';

/** The records and queues of a newsroom on an embedded Redis as it is in production. */
export interface EngineRig {
  readonly store: Store;
  readonly queues: Queues;
  /** Starts the delivery engine with these in place of the platforms, and with the store's backlogs by default. */
  start(platforms: readonly PlatformWork[], backlogs?: Backlogs): Engine;
}

/** Sets up everything that deliveries need except the platforms. */
export async function createEngineRig(onRelease: OnRelease): Promise<EngineRig> {
  const dataDir = await temporaryDataDir(onRelease);
  const redis = await startEmbeddedRedis({ dataDir, log });
  onRelease(() => redis.close());
  const address = { socketPath: redis.socketPath };
  const store = openStore({ address, prefix: 'dateline', now: Date.now, onError: logged });
  onRelease(() => store.close());
  const queues = createQueues(store.queues, logged);
  onRelease(() => queues.close());
  return {
    store,
    queues,
    start(platforms, backlogs = store.backlogs) {
      const { stories, subscriptions, outbox } = store;
      const engine = startEngine({
        settings: store.queues,
        queues,
        stories,
        subscriptions,
        backlogs,
        outbox,
        platforms,
        now: Date.now,
        // How much is done is measured, not how long something is waited for.
        cardDelayMs: 0,
        announce: async () => undefined,
        welcome: async () => undefined,
        afterKill: async () => undefined,
        publish: async () => undefined,
        onError: logged,
      });
      onRelease(() => engine.stop());
      return engine;
    },
  };
}

/** What mailboxes work with, all of it real but the desk, which nobody reads. */
export function mailboxParts({ stories, subscriptions, backlogs, deliveries, notices }: Store) {
  return {
    backlogs,
    subscriptions,
    wanted: createWantedReader({
      stories: createStoryReader(stories),
      subscriptions,
      deliveries,
      notices,
      digests: createDigests({ stories }),
    }),
    desk: createDeskReports({
      subscriptions,
      tellDesk: async () => 'nobody reads it',
      tellDeskAs: async () => undefined,
      tellInstead: async () => undefined,
      tell: async () => undefined,
      findNotice: async () => undefined,
      reviseNotice: async () => undefined,
      isNews: async () => true,
    }),
    catchUp: createCatchUp({ backlogs, stories, subscriptions, now: Date.now }),
    now: Date.now,
    random: Math.random,
    backOff: usualBackOff,
    ages: usualAges,
  };
}

function logged(error: Error): void {
  log.error({ err: error }, 'trouble in the delivery engine');
}
