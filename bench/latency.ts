import { setTimeout as delay } from 'node:timers/promises';
import { type BareBot, createBareBot } from './bare.ts';
import { onGround } from './ground.ts';
import { createNewsroomRig } from './newsroom-rig.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { percentile, timed } from './statistics.ts';
import { type Watch, watchDiscord, watchTelegram } from './watch.ts';

/** Between two updates: the system is idle again, and far below every limit. */
const restMs = 80;
const warmUps = 5;

/** One platform, from the side of its people. */
interface Way {
  readonly platform: string;
  readonly watch: Watch;
  readonly update: (number: number) => Promise<void>;
  /** One bare call of the platform's client, with its answer. */
  readonly bareCall: (message: Parameters<BareBot['sendToDiscord']>[0]) => Promise<void>;
}

/**
 * How long it takes on an idle newsroom, unpaced (a single chat takes only 20 calls a minute), from the moment an
 * editor sends the command to the moment the first message of the update comes in at the same platform.
 */
export async function measureLatency(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createNewsroomRig(onRelease, { isPaced: false });
    const bare = createBareBot(rig.world, onRelease);
    const discord = watchDiscord(rig.world);
    const telegram = watchTelegram(rig.world);
    await rig.addPlaces(1);
    for (const watch of [discord, telegram]) await watch.answered({ send: 1, other: 1 });
    const ways: readonly Way[] = [
      {
        platform: 'Discord',
        watch: discord,
        update: rig.updateOnDiscord,
        bareCall: (messages) => bare.sendToDiscord(messages, 1),
      },
      {
        platform: 'Telegram',
        watch: telegram,
        // A text that was published on Discord is asked about.
        update: (number) => rig.updateOnTelegram(size.timedUpdates + warmUps + number),
        bareCall: (messages) => bare.sendToTelegram(messages, 1),
      },
    ];
    const lines: Line[] = [];
    for (const way of ways) lines.push(...(await measureWay(way, size.timedUpdates)));
    return lines;
  });
}

async function measureWay(way: Way, updates: number): Promise<readonly Line[]> {
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let number = 1; number <= updates + warmUps; number += 1) {
    oursMs.push(await toFirstSend(way, number));
    await way.watch.answered({ send: 1, other: 0 });
    bareMs.push(await timed(() => way.bareCall(way.watch.sent())));
    await delay(restMs);
  }
  const bare = percentile(bareMs.slice(warmUps), 0.5);
  return ([0.5, 0.99] as const).map((share) => {
    const figure = percentile(oursMs.slice(warmUps), share);
    return {
      what: `command to first message, ${way.platform}, p${share * 100} of ${updates}`,
      figure,
      unit: 'ms',
      ratio: figure / bare,
      beside: `${shortNumber(bare)} ms: a bare call and its answer, median`,
    };
  });
}

async function toFirstSend({ watch, update }: Way, number: number): Promise<number> {
  watch.forget();
  const startedAt = performance.now();
  const answered = update(number);
  const firstAt = await watch.firstSend();
  await answered;
  return firstAt - startedAt;
}
