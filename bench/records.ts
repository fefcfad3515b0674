import { platforms } from '../src/domain/person.ts';
import type { Store } from '../src/storage/store.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { follow, startNullPlatforms } from './null-platforms.ts';
import { bytesInUse, untilQuiet } from './quiet.ts';
import type { RenderCount } from './render-count.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { perSecond, timed } from './statistics.ts';

/** What a row of a delivery and everything around it may take. */
const aimBytes = 100;

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
