import { setInterval } from 'node:timers/promises';
import { createCatchUp } from '../src/delivery/catch-up.ts';
import { createDeskReports } from '../src/delivery/desk-reports.ts';
import { createMailbox } from '../src/delivery/mailbox.ts';
import { usualAges, usualBackOff } from '../src/delivery/retry.ts';
import { createWantedReader } from '../src/delivery/wanted.ts';
import { createDigests } from '../src/newsroom/digests.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import type { Store } from '../src/storage/store.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { eachOf, onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { createNullMessenger } from './null-messenger.ts';
import { countRenders, type RenderCount } from './render-count.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { perSecond, timed } from './statistics.ts';

const concurrency = 50;
const renders = { discord: renderDiscord, telegram: renderTelegram } as const;
const platforms = ['discord', 'telegram'] as const;

/** What a row of a delivery and everything around it may take. */
const aimBytes = 100;

/** How often it is looked whether all is delivered, and how long that may take. */
const lookEveryMs = 20;
const deadlineMs = 60_000;

/**
 * What deliveries leave behind in Redis, how fast they go when the platforms cost nothing, and how often an entry
 * is rendered for all of them. Everything but the platforms' networks is real.
 */
export async function measureRecords(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    const { store } = rig;
    const ends = startNullPlatforms(rig);
    await store.stories.open(story, 'open');
    await follow(store, size.keptPlaces);
    const before = await bytesInUse(store);
    const elapsedMs = await timed(() => publishAll(rig, size.keptEntries));
    const places = size.keptPlaces * platforms.length;
    const deliveries = size.keptEntries * places;
    const perDelivery = ((await bytesInUse(store)) - before) / deliveries;
    const rows = (await bytesOfRows(store)) / deliveries;
    const calls = sum(ends.map(({ messenger }) => messenger.calls()));
    return [
      {
        what: 'deliveries without a network',
        figure: perSecond(deliveries, elapsedMs),
        unit: '/s',
        beside: `${shortNumber(perSecond(calls, elapsedMs))} calls/s, cards included`,
      },
      {
        what: 'Redis for each delivery',
        figure: perDelivery,
        unit: 'bytes',
        ratio: perDelivery / aimBytes,
        beside: `${aimBytes} bytes aimed at; rows alone ${shortNumber(rows)}`,
      },
      renderLine(
        ends.map(({ count }) => count),
        { deliveries, calls, entries: size.keptEntries },
      ),
    ];
  });
}

function startNullPlatforms(rig: EngineRig) {
  const { stories, subscriptions, backlogs, deliveries, notices } = rig.store;
  const wanted = createWantedReader({
    stories,
    subscriptions,
    deliveries,
    notices,
    digests: createDigests({ stories }),
  });
  const catchUp = createCatchUp({ backlogs, stories, subscriptions, now: Date.now });
  const desk = createDeskReports({
    subscriptions,
    tellDesk: async () => undefined,
    isNews: async () => true,
  });
  const ends = platforms.map((platform) => ({
    messenger: createNullMessenger(platform, renders[platform]),
    count: countRenders(renders[platform]),
  }));
  rig.start(
    ends.map(({ messenger, count }) => {
      const policy = { backOff: usualBackOff, ages: usualAges, random: Math.random, now: Date.now };
      const deps = {
        messenger,
        backlogs,
        subscriptions,
        wanted,
        desk,
        catchUp,
        parts: count.parts,
        ...policy,
      };
      return { platform: messenger.platform, concurrency, run: createMailbox(deps) };
    }),
  );
  return ends;
}

async function follow({ subscriptions }: Store, places: number): Promise<void> {
  const channels = Array.from({ length: places }, (_, index) => 1_300_000_000_000_000_000n + BigInt(index));
  const chats = channels.map((_, index) => -1_001_000_000_000n - BigInt(index));
  const ids = [
    ...channels.map((id) => `discord:${id}` as const),
    ...chats.map((id) => `telegram:${id}` as const),
  ];
  await eachOf(ids, concurrency, (destination) =>
    subscriptions.put({ destination, slug: story.slug, level: 'all', since: 0 }, `#news in ${destination}`),
  );
}

/** Publishes entry after entry, as a use case does, and waits until nothing is left to be delivered. */
async function publishAll({ store, queues }: EngineRig, entries: number): Promise<void> {
  for (let number = 1; number <= entries; number += 1) {
    await store.stories.change({ slug: story.slug, callId: `entry-${number}` }, (current) => ({
      story: { ...current.story, lastNumber: number },
      entry: entryOf(number),
      events: [{ kind: 'entry', number, urgency: 'normal' }],
    }));
    await queues.fanOut(story.slug, 'normal');
  }
  await untilQuiet(store);
}

async function untilQuiet(store: Store): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  for await (const _ of setInterval(lookEveryMs)) {
    if (await isQuiet(store)) return;
    if (performance.now() > deadline)
      throw new Error(`Not all is delivered after ${deadlineMs / 1_000} seconds`);
  }
}

async function isQuiet({ outbox, backlogs }: Store): Promise<boolean> {
  if ((await outbox.storiesWaiting()).length > 0) return false;
  for await (const waiting of backlogs.destinationsWaiting()) if (waiting.length > 0) return false;
  return true;
}

/** What Redis holds, without what connections and the log of commands take at the moment. */
async function bytesInUse({ records }: Store): Promise<number> {
  const info = await records.info('memory');
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return read('used_memory') - read('mem_clients_normal') - read('mem_aof_buffer');
}

async function bytesOfRows({ records }: Store): Promise<number> {
  const sizes: number[] = [];
  for await (const keys of records.scanStream({ match: '*:rows:*', count: 1_000 })) {
    const found = keys as readonly string[]; // SCAN answers with names of keys
    sizes.push(...(await Promise.all(found.map(async (key) => (await records.memory('USAGE', key)) ?? 0))));
  }
  return sum(sizes);
}

/** Every entry is rendered once for each platform, however many places it goes to. */
function renderLine(
  counts: readonly RenderCount[],
  { deliveries, calls, entries }: { readonly [count in 'deliveries' | 'calls' | 'entries']: number },
): Line {
  const rendered = sum(counts.map((count) => count.rendered().entries));
  const cards = sum(counts.map((count) => count.rendered().cards));
  const cardCalls = shortNumber(calls - deliveries);
  return {
    what: 'renderings of entries',
    figure: rendered,
    unit: 'in all',
    ratio: rendered / deliveries,
    beside: `${shortNumber(deliveries)} deliveries; ${shortNumber(cards)} of cards for ${cardCalls} calls`,
    mustBe: entries * counts.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
