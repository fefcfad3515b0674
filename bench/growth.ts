import { setInterval } from 'node:timers/promises';
import type { DestinationId } from '../src/domain/destination.ts';
import { platforms } from '../src/domain/person.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { eachOf, onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { follow, startNullPlatforms } from './null-platforms.ts';
import { bytesInUse, untilQuiet } from './quiet.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';

/** The cost of a delivery must not grow by more than this. */
const flatWithin = 1.15;

/** How many updates of the smallest newsroom are measured; the larger ones get at least as many deliveries. */
const updatesOfSmallest = 10;
/** What is not delivered by then is not counted. */
const longestMs = 90_000;
const atOnce = 500;
const lookEveryMs = 50;

/** The cost of deliveries to this many destinations. */
interface Cost {
  readonly destinations: number;
  readonly deliveries: number;
  readonly cpuMs: number;
  /** The most memory that the process held. */
  readonly residentBytes: number;
  readonly redisBytes: number;
  /** Whether all were delivered in the time that is given. */
  readonly isWhole: boolean;
}

/**
 * What a delivery costs as the destinations grow in number: processor time and memory of the bot, and what it leaves
 * in Redis. Everything but the platforms' networks is real; cards are left out, since each destination has one
 * however many updates there are.
 */
export async function measureGrowth(size: Size): Promise<readonly Line[]> {
  const [first = 1] = size.growth;
  // The first round warms everything up and is not counted.
  const atLeast = first * updatesOfSmallest;
  await costOf(first, atLeast);
  const costs: Cost[] = [];
  for (const destinations of size.growth) costs.push(await costOf(destinations, atLeast));
  return costs.map((cost) => lineOf(cost, costs[0] ?? cost));
}

function costOf(destinations: number, atLeast: number): Promise<Cost> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    const progress = { sent: 0 };
    startNullPlatforms(rig, { onSend: () => (progress.sent += 1), backlogs: withoutCards(rig) });
    await rig.store.stories.open(story, 'open');
    await beginAll(rig, await follow(rig.store, destinations / platforms.length));
    const before = await bytesInUse(rig.store);
    const updates = Math.ceil(atLeast / destinations);
    const rounds: Round[] = [];
    for (let number = 2; number <= updates + 1; number += 1)
      rounds.push(await deliver(rig, { number, progress, until: (number - 1) * destinations }));
    return {
      destinations,
      deliveries: progress.sent,
      cpuMs: rounds.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      residentBytes: Math.max(...rounds.map(({ residentBytes }) => residentBytes)),
      redisBytes: (await bytesInUse(rig.store)) - before,
      isWhole: rounds.every(({ isWhole }) => isWhole),
    };
  });
}

function withoutCards({ store: { backlogs } }: EngineRig) {
  return {
    ...backlogs,
    put: (entries: Parameters<typeof backlogs.put>[0]) =>
      backlogs.put(entries.filter(({ item }) => item.kind !== 'card')),
  };
}

/** All of them have the first update: what is counted is one more delivery, not the first row of a destination. */
async function beginAll({ store }: EngineRig, destinations: readonly DestinationId[]): Promise<void> {
  const item = { kind: 'entry', slug: story.slug, number: 1 } as const;
  const copies = [{ messageId: '1442000000000000000', fingerprint: 'Zk3fQw1a' }];
  await eachOf(destinations, atOnce, (destination) =>
    store.backlogs.record(destination, { item }, { state: 'delivered', revision: 1, copies }),
  );
}

type Round = Pick<Cost, 'cpuMs' | 'residentBytes' | 'isWhole'>;

/** Publishes one update, as a use case does, and waits until so many messages have been sent in all. */
async function deliver(
  { store, queues }: EngineRig,
  {
    number,
    progress,
    until,
  }: { readonly number: number; readonly progress: { readonly sent: number }; readonly until: number },
): Promise<Round> {
  const cpuBefore = process.cpuUsage();
  await store.stories.change({ slug: story.slug, callId: `entry-${number}` }, (current) => ({
    story: { ...current.story, lastNumber: number },
    entry: entryOf(number),
    events: [{ kind: 'entry', number, urgency: 'normal' }],
  }));
  await queues.fanOut(story.slug, 'normal');
  const residentBytes = await memoryWhile(() => progress.sent < until);
  const { user, system } = process.cpuUsage(cpuBefore);
  const isWhole = progress.sent >= until;
  if (isWhole) await untilQuiet(store);
  return { cpuMs: (user + system) / 1_000, residentBytes, isWhole };
}

/** The most memory that the process was seen to hold while this is so; looked at for a while and no longer. */
async function memoryWhile(isGoingOn: () => boolean): Promise<number> {
  const deadline = performance.now() + longestMs;
  let most = process.memoryUsage.rss();
  for await (const _ of setInterval(lookEveryMs)) {
    most = Math.max(most, process.memoryUsage.rss());
    if (!isGoingOn() || performance.now() > deadline) break;
  }
  return most;
}

function lineOf(cost: Cost, first: Cost): Line {
  const { destinations, deliveries, cpuMs, residentBytes, redisBytes, isWhole } = cost;
  const cpu = cpuMs / deliveries;
  const redis = isWhole
    ? `${shortNumber(redisBytes / deliveries)} bytes of Redis for each`
    : `only ${shortNumber(deliveries)} in ${longestMs / 1_000} s`;
  return {
    what: `processor for each delivery, ${shortNumber(destinations)} destinations`,
    figure: cpu,
    unit: 'ms',
    ratio: cpu / (first.cpuMs / first.deliveries),
    beside: `aim: at most ${flatWithin} ×; ${shortNumber(residentBytes / 1e6)} MB, ${redis}`,
  };
}
