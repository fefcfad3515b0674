import { once } from 'node:events';
import { createDeskReports } from '../src/delivery/desk-reports.ts';
import { createMailbox } from '../src/delivery/mailbox.ts';
import { createWantedReader } from '../src/delivery/wanted.ts';
import type { DestinationId } from '../src/domain/destination.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import type { Store } from '../src/storage/store.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { onGround } from './ground.ts';
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

/**
 * What deliveries leave behind in Redis, how fast they go when the platforms cost nothing, and how often an entry
 * is rendered for all of them. Everything but the platforms' networks is real.
 */
export async function measureRecords(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    const work = startNullPlatforms(rig);
    await follow(rig.store, size.keptPlaces);
    const before = await bytesInUse(rig.store);
    const elapsedMs = await timed(async () => {
      for (let number = 1; number <= size.keptEntries; number += 1) await publish(rig, number);
      await work.sentOut(size.keptEntries * size.keptPlaces * platforms.length);
    });
    await work.quiet();
    const deliveries = size.keptEntries * size.keptPlaces * platforms.length;
    const used = ((await bytesInUse(rig.store)) - before) / deliveries;
    const rows = (await bytesOfRows(rig.store)) / deliveries;
    return [
      {
        what: 'deliveries without a network',
        figure: perSecond(deliveries, elapsedMs),
        unit: '/s',
        beside: `${shortNumber(deliveries)} deliveries to ${shortNumber(size.keptPlaces * 2)} places`,
      },
      {
        what: 'Redis for each delivery',
        figure: used,
        unit: 'bytes',
        ratio: used / aimBytes,
        beside: `aim: ${aimBytes} bytes; the rows alone take ${shortNumber(rows)}`,
      },
      renderLine(work.counts),
    ];
  });
}

function startNullPlatforms(rig: EngineRig) {
  const { store, queues } = rig;
  const { stories, subscriptions, backlogs } = store;
  const events = new EventTarget();
  const onCall = () => events.dispatchEvent(new Event('call'));
  const wanted = createWantedReader({ stories, subscriptions, backlogs });
  const desk = createDeskReports({ subscriptions, tellDesk: async () => undefined });
  const ends = platforms.map((platform) => {
    const count = countRenders(renders[platform]);
    return { count, ...createNullMessenger(platform, renders[platform], onCall) };
  });
  rig.start(
    ends.map(({ messenger, count }) => {
      const policy = { backOff: { firstMs: 100, longestMs: 1_000 }, random: Math.random, now: Date.now };
      const deps = { messenger, backlogs, subscriptions, wanted, desk, parts: count.parts, ...policy };
      return { platform: messenger.platform, concurrency, run: createMailbox(deps) };
    }),
  );
  return {
    counts: ends.map(({ count }) => count),
    async sentOut(count: number): Promise<void> {
    },
  };
}
