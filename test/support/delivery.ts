import { onTestFinished } from 'vitest';
import { createCatchUp } from '../../src/delivery/catch-up.ts';
import { createDeskNotices, type DeskNoticeDeps } from '../../src/delivery/desk-notices.ts';
import { createDeskReports } from '../../src/delivery/desk-reports.ts';
import { type Engine, type EngineDeps, startEngine } from '../../src/delivery/engine.ts';
import { createMailbox } from '../../src/delivery/mailbox.ts';
import type { Backlogs } from '../../src/delivery/ports.ts';
import { createQueues } from '../../src/delivery/queues.ts';
import { createRenderCache } from '../../src/delivery/render-cache.ts';
import { type LongestAges, usualAges } from '../../src/delivery/retry.ts';
import { createStoryReader } from '../../src/delivery/story-reader.ts';
import { createWantedReader } from '../../src/delivery/wanted.ts';
import { createWire } from '../../src/delivery/wire.ts';
import type { DestinationId } from '../../src/domain/destination.ts';
import type { Level } from '../../src/domain/subscription.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { UpkeepSettings } from '../../src/domain/upkeep.ts';
import { welcome } from '../../src/newsroom/destination/welcome.ts';
import { createDigests } from '../../src/newsroom/digest/digests.ts';
import { keepUp } from '../../src/newsroom/story/keep-up.ts';
import type { Wire } from '../../src/newsroom/wire.ts';
import type { Store } from '../../src/storage/store.ts';
import { testRedis } from './redis.ts';
import { createScriptedMessenger } from './scripted-messenger.ts';
import { openTestStore } from './store.ts';
import { createStoryHands, testStory } from './story-hands.ts';

/** How a bench differs from the usual one. */
export interface BenchOptions {
  /** Wraps the engine's backlogs. */
  readonly disturb?: (backlogs: Backlogs) => Backlogs;
  readonly reconcileEveryMs?: number;
  /** Whether the messengers' paces are kept. */
  readonly isPaced?: boolean;
  readonly ages?: LongestAges;
  /** How long cards wait for the next change; by default not at all. */
  readonly cardDelayMs?: number;
  /** Looks after the story, and makes its cards mention a silence. */
  readonly upkeep?: UpkeepSettings;
  /** The clock of the mailboxes and of the records. */
  readonly now?: () => Instant;
}

type End = ReturnType<typeof createScriptedMessenger>;

/** The delivery engine on the run's Redis, with scripted messengers at both ends; stopped when the test ends. */
export function createDeliveryBench(options: BenchOptions = {}) {
  const { disturb = (backlogs) => backlogs, now = Date.now } = options;
  const { redis, prefix } = testRedis();
  const store = openTestStore({ prefix }, now);
  const errors: Error[] = [];
  const queues = createQueues(store.queues, (error) => errors.push(error));
  const discord = createScriptedMessenger('discord', true);
  const telegram = createScriptedMessenger('telegram', false);
  const { subscriptions, outbox } = store;
  let ids = 0;
  const newId = () => `notice-${++ids}`;
  const ground = {
    ...store,
    settings: store.queues,
    queues,
    stories: createStoryReader(store.stories),
    backlogs: disturb(store.backlogs),
    newId,
    now: Date.now,
  };
  const wire = createWire(ground);
  const mailbox = createMailboxes(ground, options);
  let engine: Engine | undefined;

  onTestFinished(async () => {
    await engine?.stop();
    await queues.close();
    await store.close();
  });

  return {
    redis,
    store,
    queues,
    wire,
    discord,
    telegram,
    errors,
    /** One mailbox's runs without a queue. */
    mailbox,
    start(): Engine {
      const platforms = [discord, telegram].map((end) => ({
        platform: end.messenger.platform,
        concurrency: 20,
        run: mailbox(end, 0),
      }));
      const onError = (error: Error) => errors.push(error);
      engine = startBenchEngine({ ...ground, wire, platforms, onError }, options);
      return engine;
    },
    async follow(destination: DestinationId, level: Level = 'all') {
      await subscriptions.put({ destination, slug: testStory.slug, level, since: 0 }, `#${destination}`);
    },
    /** Resolves when every change so far is in the backlogs; cards may still be due. */
    async carried() {
      while ((await outbox.next(testStory.slug)) !== undefined);
    },
    ...createStoryHands({ stories: ground.stories, wire, now }),
  };
}

/** What the parts of a bench work with: a store whose backlogs may be disturbed, and its queues. */
type Ground = Omit<Store, 'queues'> & DeskNoticeDeps & Pick<EngineDeps, 'settings'>;

function createMailboxes(
  ground: Ground,
  { isPaced = false, ages = usualAges, now = Date.now, upkeep }: BenchOptions,
) {
  const { stories, subscriptions, backlogs, paces } = ground;
  const common = {
    backlogs,
    subscriptions,
    wanted: createWantedReader({
      ...ground,
      digests: createDigests({ stories }),
      ...(upkeep && { silenceAfter: { silenceMs: upkeep.silenceMs, now } }),
    }),
    desk: createDeskReports({ ...createDeskNotices(ground), subscriptions, isNews: ground.isNews }),
    catchUp: createCatchUp({ backlogs, stories, subscriptions, now }),
    backOff: { firstMs: 10, longestMs: 40 },
    ages,
    now,
    ...(isPaced && { paces }),
  };
  return ({ messenger }: End, random: number) =>
    createMailbox({
      ...common,
      messenger,
      parts: createRenderCache(messenger.render),
      random: () => random,
    });
}

function startBenchEngine(
  ground: Ground & Pick<EngineDeps, 'platforms' | 'onError'> & { readonly wire: Wire },
  { reconcileEveryMs, now = Date.now, cardDelayMs = 0, upkeep }: BenchOptions,
): Engine {
  const { stories, subscriptions, wire } = ground;
  return startEngine({
    ...ground,
    cardDelayMs,
    now: upkeep === undefined ? Date.now : now,
    announce: async () => undefined,
    welcome: (newcomer) => welcome({ stories, subscriptions, wire, now }, newcomer),
    afterKill: async () => undefined,
    ...(upkeep && {
      upkeep: { settings: upkeep, run: (slug: string) => keepUp({ stories, wire, now }, slug, upkeep) },
    }),
    publish: async () => undefined,
    ...(reconcileEveryMs !== undefined && { reconcileEveryMs }),
  });
}

/** A running bench with one subscriber, which already shows the first entry and its card. */
export async function createPostedBench(
  place: DestinationId,
  { level = 'all', ...options }: BenchOptions & { readonly level?: Level } = {},
) {
  const bench = createDeliveryBench(options);
  const end = place.startsWith('discord:') ? bench.discord : bench.telegram;
  await bench.open();
  await bench.follow(place, level);
  bench.start();
  await bench.publish('entry 1');
  await end.waitFor(() => end.pinned.size === 1);
  return bench;
}

/** The headlines of the entries among texts, in the order shown, without cards and notices. */
export function headlines(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => /^(?:FLASH: )?(entry \d+[^(\n]*?) ?\(/.exec(text)?.[1] ?? []);
}
