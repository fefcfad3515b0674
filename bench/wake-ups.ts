import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import type { DestinationId } from '../src/domain/destination.ts';
import type { Store } from '../src/storage/store.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { onGround } from './ground.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { median, perSecond, timed } from './statistics.ts';
import { WakeLedger } from './wake-ledger.ts';

/** Destinations that fan-out wakes in one round trip, and that a platform's worker serves at the same time. */
const chunkSize = 500;
const concurrency = 50;

/**
 * How many mailboxes can be woken and run each second when a run does nothing, beside a queue of BullMQ that knows
 * neither priorities nor deduplication; and whether a wake-up is lost or a mailbox run twice at once.
 */
export async function measureWakeUps(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    const ledger = new WakeLedger();
    rig.start([{ platform: 'discord', concurrency, run: (destination) => ledger.run(destination) }]);
    const bare = createBareQueue(rig.store);
    onRelease(() => bare.close());

    const all = Array.from({ length: size.mailboxes }, (_, index): DestinationId => `discord:${index}`);
    const pairs: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round < size.wakeRounds; round += 1) {
      const ours = perSecond(all.length, await timed(() => wakeAll(rig, ledger, all)));
      pairs.push({ ours, bare: perSecond(all.length, await timed(() => bare.runAll(all))) });
    }
    const few = all.slice(0, Math.ceil(all.length / 10));
    for (let wake = 0; wake < size.wakesEach; wake += 1) await wakeChunks(rig, ledger, few);
    await ledger.settled();
    return [speedLine(pairs), ...ledger.lines()];
  });
}

async function wakeAll(rig: EngineRig, ledger: WakeLedger, all: readonly DestinationId[]): Promise<void> {
  await wakeChunks(rig, ledger, all);
  await ledger.settled();
}

async function wakeChunks(rig: EngineRig, ledger: WakeLedger, all: readonly DestinationId[]): Promise<void> {
  for (let from = 0; from < all.length; from += chunkSize) {
    const chunk = all.slice(from, from + chunkSize);
    ledger.expect(chunk);
    await rig.queues.wake(chunk, 'normal');
  }
}

function createBareQueue({ queues }: Store) {
  const events = new EventTarget();
  let left = 0;
  const queue = new Queue('bare', queues);
  const work = async () => {
    await setImmediate();
    left -= 1;
    if (left === 0) events.dispatchEvent(new Event('empty'));
  };
  const worker = new Worker('bare', work, { ...queues, concurrency, removeOnComplete: { count: 0 } });
  return {
    async runAll(all: readonly DestinationId[]): Promise<void> {
      left = all.length;
      const empty = once(events, 'empty');
      for (let from = 0; from < all.length; from += chunkSize) {
        const chunk = all.slice(from, from + chunkSize);
        await queue.addBulk(chunk.map((destination) => ({ name: 'bare', data: { v: 1, destination } })));
      }
      await empty;
    },
    async close(): Promise<void> {
      await worker.close();
      await queue.close();
    },
  };
}

function speedLine(pairs: readonly { readonly ours: number; readonly bare: number }[]): Line {
  const bare = median(pairs.map((pair) => pair.bare));
  return {
    what: 'mailboxes woken and run',
    figure: median(pairs.map((pair) => pair.ours)),
    unit: '/s',
    ratio: median(pairs.map((pair) => pair.ours / pair.bare)),
    beside: `${shortNumber(bare)}/s: BullMQ without priority and deduplication`,
  };
}
