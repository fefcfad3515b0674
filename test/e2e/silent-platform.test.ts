import { expect, onTestFinished, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import type { World } from '../../src/sandbox/world.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

/** A world in which the bot's deliveries wait for an answer for a second instead of many. */
async function openWorld(): Promise<World> {
  const world = await testWorld();
  const { discord, telegram } = world.platforms;
  const impatient = {
    discord: { ...discord, timeoutMs: 1_000 },
    telegram: { ...telegram, timeoutSeconds: 1 },
  };
  return { ...world, platforms: impatient };
}

/** Starts the whole bot; ended when the test ends. */
async function start(world: World, dataDir: string): Promise<App> {
  const log = createLogger({ level: 'silent', secrets: [] });
  const app = await startBot(world, { dataDir, log, isPaced: false });
  onTestFinished(() => app.stop());
  return app;
}

async function openNewsroom() {
  const world = await openWorld();
  const dataDir = await testDataDir();
  const app = await start(world, dataDir);
  const room = hands(world);
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await room.onDiscord('/subscribe');
  await room.onTelegram(`/subscribe channel:${world.cast.telegram.channelName}`);
  await room.onTelegram('/update "Bridge closed"\nNobody may cross.');
  await world.discord.waitFor(() => room.discordTexts().some((text) => text.includes('Nobody')));
  await world.telegram.waitFor(() => room.telegramTexts().some((text) => text.includes('Nobody')));
  return { world, room, app, dataDir };
}

/** Every change of a copy finds a platform that takes the call and never answers. */
const silences: readonly (readonly [string, (world: World) => () => void])[] = [
  [
    'Discord',
    ({ discord }) => discord.faults.add({ kind: 'hang', method: 'PATCH', route: '/channels', times: 100 }),
  ],
  [
    'Telegram',
    ({ telegram }) => telegram.faults.add({ kind: 'hang', method: 'editMessageText', times: 100 }),
  ],
];

test.each(silences)(
  'while %s takes calls and never answers, /status says that it waits and why, and the other one goes on',
  async (name, silence) => {
    const { world, room } = await openNewsroom();
    const isDiscord = name === 'Discord';
    const ask = isDiscord ? room.onTelegram : room.onDiscord;
    const words = 'Anybody may cross.';
    const isShown = (texts: readonly string[]) => texts.some((text) => text.includes(words));
    const give = silence(world);
    await ask(isDiscord ? `/edit harbour/1 body:"${words}"` : `/edit entry:harbour/1 body:${words}`);

    const own = isDiscord ? room.telegramTexts : room.discordTexts;
    await expect.poll(own).toSatisfy(isShown);
    const why = `1 waiting (${name} did not answer, `;
    const line = isDiscord ? '/status harbour/1' : '/status entry:harbour/1';
    await expect.poll(() => ask(line), { timeout: 10_000, interval: 250 }).toContain(why);
    // From now on at any moment, whether a call is under way or the next one is waited for.
    for (let look = 0; look < 8; look += 1) expect(await ask(line)).toContain(why);
    const everything = await ask('/status');
    expect(everything).toContain(`1 held up (${name} did not answer)`);
    expect(everything).toContain(isDiscord ? '1 on Discord · 0 on Telegram' : '0 on Discord · 1 on Telegram');

    give();
    const other = isDiscord ? room.discordTexts : room.telegramTexts;
    await expect.poll(other, { timeout: 30_000 }).toSatisfy(isShown);
    await expect.poll(() => ask(line)).toContain('Delivered 2 of 2');
  },
  60_000,
);

test('a silence of Telegram costs the update that was under way and none of those that wait, also when the bot is stopped in it', async () => {
  const { world, room, app, dataDir } = await openNewsroom();
  const { discord, telegram, cast } = world;
  const desk = await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' });
  await desk.reply();
  // Otherwise the silence could begin with the card, and cost nothing.
  await telegram.waitFor(() => telegram.pins(cast.telegram.channel).length === 1);
  const unknown = () =>
    discord.messages(cast.discord.desk).filter(({ content }) => content.includes('It is unknown whether'));
  const lift = telegram.faults.add({ kind: 'hang', times: 1_000 });
  for (const number of [2, 3, 4, 5]) await room.onDiscord(`/update headline:Number ${number} body:Text`);
  await discord.waitFor(() => unknown().length === 1);
  await expect
    .poll(() => room.onDiscord('/status entry:harbour/5'), { timeout: 10_000 })
    .toContain('1 waiting (Telegram did not answer, ');
  await app.stop();

  lift();
  await start(world, dataDir);
  const numbers = () =>
    room
      .telegramTexts()
      .flatMap((text) => (text.includes('LIVE') ? [] : (/Number (\d)/.exec(text)?.[1] ?? [])));
  await expect.poll(numbers, { timeout: 20_000 }).toEqual(['3', '4', '5']);
  expect(unknown().map(({ content }) => content)).toEqual([expect.stringContaining('harbour/2 arrived')]);
}, 60_000);
