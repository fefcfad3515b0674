import { type BareBot, createBareBot } from './bare.ts';
import { onGround } from './ground.ts';
import { createNewsroomRig, type NewsroomRig } from './newsroom-rig.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { median, perSecond } from './statistics.ts';
import { type Watch, watchDiscord, watchTelegram } from './watch.ts';

/** As many as the bot serves at the same time on one platform. */
const concurrency = 50;

/** When each platform had its last message of one update, in milliseconds from the start. */
interface Times {
  readonly discordMs: number;
  readonly telegramMs: number;
}

/** The same for the bot, and how long the cards took from the first changed one. */
interface OurTimes extends Times {
  readonly cardsMs: number;
}

/** One update through the bot, and then the same messages through the bare clients. */
interface Pair {
  readonly ours: OurTimes;
  readonly bare: Times;
}

/**
 * How fast one update reaches all places when neither the bot nor the platforms limit anything: from the editor's
 * command to the last message. For comparison, the bare clients send the same messages to the same stand-ins right
 * after it. Both share the process with the stand-ins.
 */
export async function measureDeliveries(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createNewsroomRig(onRelease, { isPaced: false });
    const watches = { discord: watchDiscord(rig.world), telegram: watchTelegram(rig.world) };
    const bare = createBareBot(rig.world, onRelease);
    await rig.addPlaces(size.places);
    // Each place gets the card, which is then pinned.
    await Promise.all(
      Object.values(watches).map((watch) => watch.answered({ send: size.places, other: size.places })),
    );
    const pairs: Pair[] = [];
    // The first update is a warm-up and not counted.
    for (let number = 1; number <= size.updates + 1; number += 1)
      pairs.push({
        ours: await updateTimes(rig, watches, { number, places: size.places }),
        bare: await bareTimes(bare, watches),
      });
    return linesOf(pairs.slice(1), size.places);
  });
}

interface Watches {
  readonly discord: Watch;
  readonly telegram: Watch;
}

async function updateTimes(
  rig: NewsroomRig,
  { discord, telegram }: Watches,
  { number, places }: { readonly number: number; readonly places: number },
): Promise<OurTimes> {
  for (const watch of [discord, telegram]) watch.forget();
  const startedAt = performance.now();
  const done = rig.updateOnDiscord(number);
  const all = { send: places, other: 0 };
  const [discordAt, telegramAt] = await Promise.all([discord.answered(all), telegram.answered(all)]);
  const cards = (count: number) =>
    Promise.all([discord, telegram].map((watch) => watch.answered({ send: places, other: count })));
  const firstCardAt = Math.min(...(await cards(1)));
  const lastCardAt = Math.max(...(await cards(places)));
  await done;
  return {
    discordMs: discordAt - startedAt,
    telegramMs: telegramAt - startedAt,
    cardsMs: lastCardAt - firstCardAt,
  };
}

async function bareTimes(bare: BareBot, { discord, telegram }: Watches): Promise<Times> {
  const messages = { discord: discord.sent(), telegram: telegram.sent() };
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  const [discordMs, telegramMs] = await Promise.all([
    bare.sendToDiscord(messages.discord, concurrency).then(since),
    bare.sendToTelegram(messages.telegram, concurrency).then(since),
  ]);
  return { discordMs, telegramMs };
}

function linesOf(pairs: readonly Pair[], places: number): readonly Line[] {
  return [
    deliveryLine('Discord', pairs, { count: places, ms: ({ discordMs }) => discordMs }),
    deliveryLine('Telegram', pairs, { count: places, ms: ({ telegramMs }) => telegramMs }),
    deliveryLine('both together', pairs, {
      count: places * 2,
      ms: slowest,
    }),
    {
      what: 'cards changed after it, both together',
      figure: perSecond(places * 2, median(pairs.map(({ ours }) => ours.cardsMs))),
      unit: '/s',
      ratio: median(pairs.map(({ ours, bare }) => slowest(bare) / ours.cardsMs)),
      beside: 'as many sends by the bare clients',
    },
  ];
}

function slowest({ discordMs, telegramMs }: Times): number {
  return Math.max(discordMs, telegramMs);
}

interface Counted {
  readonly count: number;
  readonly ms: (times: Times) => number;
}

function deliveryLine(where: string, pairs: readonly Pair[], { count, ms }: Counted): Line {
  const bare = perSecond(count, median(pairs.map((pair) => ms(pair.bare))));
  return {
    what: `deliveries of an update, ${where}`,
    figure: perSecond(count, median(pairs.map((pair) => ms(pair.ours)))),
    unit: '/s',
    ratio: median(pairs.map((pair) => ms(pair.bare) / ms(pair.ours))),
    beside: `${shortNumber(bare)}/s: bare clients, ${shortNumber(count)} places`,
  };
}
