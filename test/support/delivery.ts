import { onTestFinished } from 'vitest';
import { createCatchUp } from '../../src/delivery/catch-up.ts';
import { createDeskNotices } from '../../src/delivery/desk-notices.ts';
import { createDeskReports } from '../../src/delivery/desk-reports.ts';
import { type Engine, startEngine } from '../../src/delivery/engine.ts';
import { createMailbox } from '../../src/delivery/mailbox.ts';
import type { Backlogs } from '../../src/delivery/ports.ts';
import { createQueues } from '../../src/delivery/queues.ts';
import { createRenderCache } from '../../src/delivery/render-cache.ts';
import { type LongestAges, usualAges } from '../../src/delivery/retry.ts';
import { createWantedReader } from '../../src/delivery/wanted.ts';
import { createWire } from '../../src/delivery/wire.ts';
import type { DestinationId } from '../../src/domain/destination.ts';
import type { Entry, Urgency } from '../../src/domain/entry.ts';
import { revise, urgencyNow } from '../../src/domain/entry.ts';
import type { Story } from '../../src/domain/story.ts';
import type { Level } from '../../src/domain/subscription.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { UpkeepSettings } from '../../src/domain/upkeep.ts';
import { createDigests } from '../../src/newsroom/digest/digests.ts';
import type { StoryEvent } from '../../src/newsroom/records.ts';
import { keepUp } from '../../src/newsroom/story/keep-up.ts';
import { testRedis } from './redis.ts';
import { createScriptedMessenger } from './scripted-messenger.ts';
import { openTestStore } from './store.ts';

const editor = { id: 'discord:1', name: 'Ida' } as const;

/** A story for tests; `lastNumber` counts on as entries are published. */
export const testStory: Story = {
  slug: 'harbour',
  headline: 'Harbour bridge',
  zone: 'Europe/Oslo',
  related: [],
  state: 'live',
  openedAt: 0,
  keyDevelopments: [],
  lastNumber: 0,
};

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

/** The delivery engine on the run's Redis, with scripted messengers at both ends; stopped when the test ends. */
export function createDeliveryBench({
  disturb = (backlogs) => backlogs,
  reconcileEveryMs,
  isPaced = false,
  ages = usualAges,
  now = Date.now,
  cardDelayMs = 0,
  upkeep,
}: BenchOptions = {}) {
  const redis = testRedis();
  const engineNow = upkeep === undefined ? Date.now : now;
  const store = openTestStore(redis, now);
  const errors: Error[] = [];
  const queues = createQueues(store.queues, (error) => errors.push(error));
  const discord = createScriptedMessenger('discord', true);
  const telegram = createScriptedMessenger('telegram', false);
  const { stories, subscriptions, deliveries, outbox, staff, notices, kept } = store;
  const backlogs = disturb(store.backlogs);
  let ids = 0;
  const newId = () => `notice-${++ids}`;
  const own = { backlogs, notices, queues, staff, kept, newId, now: Date.now };
  const wire = createWire(own);
  const deskNotices = createDeskNotices(own);
  const desk = createDeskReports({ ...deskNotices, subscriptions, isNews: store.isNews });
  const wanted = createWantedReader({
    stories,
    subscriptions,
    deliveries,
    notices,
    digests: createDigests({ stories }),
    ...(upkeep && { silenceAfter: { silenceMs: upkeep.silenceMs, now } }),
  });
  const catchUp = createCatchUp({ backlogs, stories, subscriptions, now });
  let engine: Engine | undefined;
  let calls = 0;

  onTestFinished(async () => {
    await engine?.stop();
    await queues.close();
    await store.close();
  });

  /** One mailbox's runs without a queue. */
  function mailbox({ messenger }: typeof discord, random: number) {
    return createMailbox({
      messenger,
      backlogs,
      subscriptions,
      wanted,
      desk,
      catchUp,
      now,
      parts: createRenderCache(messenger.render),
      random: () => random,
      backOff: { firstMs: 10, longestMs: 40 },
      ages,
      ...(isPaced && { paces: store.paces }),
    });
  }

  function start(): Engine {
    engine = startEngine({
      settings: store.queues,
      queues,
      stories,
      subscriptions,
      backlogs,
      outbox,
      cardDelayMs,
      now: engineNow,
      platforms: [discord, telegram].map((end) => ({
        platform: end.messenger.platform,
        concurrency: 20,
        run: mailbox(end, 0),
      })),
      announce: async () => undefined,
      afterKill: async () => undefined,
      ...(upkeep && {
        upkeep: { settings: upkeep, run: (slug: string) => keepUp({ stories, wire, now }, slug, upkeep) },
      }),
      publish: async () => undefined,
      onError: (error) => errors.push(error),
      ...(reconcileEveryMs !== undefined && { reconcileEveryMs }),
    });
    return engine;
  }

  async function change(
    decide: (story: Story, entry?: Entry) => [Story, Entry | undefined, StoryEvent[]],
    number?: number,
  ) {
    calls += 1;
    const request = {
      slug: testStory.slug,
      callId: `call-${calls}`,
      ...(number !== undefined && { entry: number }),
    };
    await stories.change(request, (current) => {
      const [story, entry, events] = decide(current.story, current.entry);
      return { story, events, ...(entry && { entry }) };
    });
  }

  return {
    redis: redis.redis,
    store,
    queues,
    wire,
    discord,
    telegram,
    errors,
    mailbox,
    start,
    async open() {
      await stories.open(testStory, 'open');
    },
    async follow(destination: DestinationId, level: Level = 'all') {
      await subscriptions.put({ destination, slug: testStory.slug, level, since: 0 }, `#${destination}`);
    },
    /** Resolves when every change so far is in the backlogs; cards may still be due. */
    async carried() {
      while ((await outbox.next(testStory.slug)) !== undefined);
    },
    /** Publishes an entry and wakes the engine, as a use case does. */
    async publish(headline: string, options: { urgency?: Urgency; key?: boolean; at?: Instant } = {}) {
      const { urgency = 'normal', key = false, at = now() } = options;
      await change((story) => {
        const number = story.lastNumber + 1;
        const entry: Entry = {
          slug: story.slug,
          number,
          urgency,
          key,
          status: 'usable',
          publishedAt: at,
          revisions: [{ signal: 'new', text: { headline, body: '' }, by: editor, at }],
        };
        return [{ ...story, lastNumber: number }, entry, [{ kind: 'entry', number, urgency }]];
      });
      await wire.storyChanged(testStory.slug, urgency);
    },
    /** Closes the story. */
    async close() {
      await change((story) => [
        { ...story, state: 'closed', closedAt: now() },
        undefined,
        [{ kind: 'closed' }],
      ]);
      await wire.storyChanged(testStory.slug, 'normal');
    },
    /** Appends a revision with a new headline. */
    async revise(
      number: number,
      signal: 'edit' | 'correction' | 'hold' | 'release' | 'kill',
      headline: string,
    ) {
      let urgency: Urgency = 'normal';
      await change((story, entry) => {
        const text = { headline, body: '' };
        const revised = entry && revise(entry, { signal, text, by: editor, at: now() });
        if (revised === undefined) throw new Error(`The test cannot ${signal} entry ${number}`);
        urgency = urgencyNow(revised);
        return [story, revised, [{ kind: 'entry', number, urgency }]];
      }, number);
      await wire.storyChanged(testStory.slug, urgency);
    },
  };
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
