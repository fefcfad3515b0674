import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { type RedisChild, redisChild } from '../support/redis-child.ts';

const away = 'The records do not answer, and nothing was saved. Send it again in a minute.';

/**
 * The whole bot in this process on a Redis of its own; without one, on an embedded Redis. Warnings and errors of its
 * log go to `lines`.
 */
async function startOn(
  world: World,
  redis?: RedisChild,
  { roles = 'gateway,worker', lines = [] }: { readonly roles?: string; readonly lines?: string[] } = {},
): Promise<App> {
  const environment = environmentOf(world, await testDataDir());
  const config = readConfig({
    ...environment,
    ...(redis && { REDIS_URL: redis.url }),
    ROLES: roles,
  });
  const destination = { write: (line: string) => void lines.push(line) };
  const app = await startApp({ config, log: createLogger({ level: 'warn', secrets: [], destination }) });
  onTestFinished(() => app.stop());
  return app;
}

async function readyOn(world: World, redis?: RedisChild): Promise<App> {
  const app = await startOn(world, redis);
  await ready(app);
  return app;
}

async function ready(app: App): Promise<void> {
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
}

async function timed(answer: Promise<string>): Promise<{ readonly text: string; readonly tookMs: number }> {
  const startedAt = performance.now();
  const text = await answer;
  return { text, tookMs: performance.now() - startedAt };
}

/** Opens a story that one channel on each platform follows. */
async function openStory(world: World): Promise<void> {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onDiscord('/subscribe story:harbour');
  await onTelegram(`/subscribe story:harbour channel:${world.cast.telegram.channelName}`);
}

async function shownOnBoth(world: World, headline: string): Promise<void> {
  const { discordTexts, telegramTexts } = hands(world);
  const isShown = (texts: readonly string[]) => texts.some((text) => text.includes(`${headline} (`));
  await world.discord.waitFor(() => isShown(discordTexts()), 30_000);
  await world.telegram.waitFor(() => isShown(telegramTexts()), 30_000);
}

test('a Redis without the database of the address is not used, and the reason is told', async () => {
  const redis = await redisChild();
  await redis.start();
  const app = await startOn(await testWorld(), { ...redis, url: `${redis.url}/99` }, { roles: 'gateway' });
  await expect
    .poll(() => app.readiness().reasons[0])
    .toBe('Redis has no database with the number in REDIS_URL');
  const other = new Redis(redis.url);
  onTestFinished(() => other.disconnect());
  expect(await other.dbsize()).toBe(0);
}, 60_000);

test('a Redis that refuses the password is told from one that does not answer', async () => {
  const redis = await redisChild();
  await redis.start();
  const owner = new Redis(redis.url);
  onTestFinished(() => owner.disconnect());
  await owner.config('SET', 'requirepass', 'right');
  const url = redis.url.replace('//', '//default:wrong@');
  const lines: string[] = [];
  const app = await startOn(await testWorld(), { ...redis, url }, { lines });
  await expect
    .poll(() => app.readiness().reasons[0])
    .toBe('Redis refuses the user name or password in REDIS_URL');
  await owner.config('SET', 'requirepass', 'wrong');
  await ready(app);
  const said = lines.filter((line) => line.includes('WRONGPASS'));
  expect(said.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'Redis refuses the user name or password in REDIS_URL; trying on' },
  ]);
  expect(said[0]).not.toContain('stack');
}, 60_000);

test.each([
  ['is gone', (redis: RedisChild) => redis.kill(), (redis: RedisChild) => redis.start()],
  ['hangs', async (redis: RedisChild) => redis.freeze(), async (redis: RedisChild) => redis.thaw()],
])(
  'while Redis %s, commands are told so within 3 seconds on both platforms, and work again after it',
  async (_, take, giveBack) => {
    const world = await testWorld();
    const redis = await redisChild();
    await redis.start();
    const app = await readyOn(world, redis);
    await openStory(world);
    const { onDiscord, onTelegram } = hands(world);
    await take(redis);
    const line = '/update story:harbour headline:Lost body:A text to keep';
    const answers = await Promise.all([
      timed(onDiscord(line)),
      timed(onTelegram('/update story:harbour headline:Lost\nA text to keep')),
      timed(onDiscord('/story list', world.cast.discord.reader)),
    ]);
    for (const { text, tookMs } of answers) {
      expect(text).toContain(away);
      expect(tookMs).toBeLessThan(3_000);
    }
    expect(answers[0]?.text).toContain('A text to keep');
    expect(answers[1]?.text).toContain('A text to keep');

    await giveBack(redis);
    await ready(app);
    expect(await onTelegram('/update story:harbour headline:"Bridge shut"\nText.')).toContain('Published');
    await shownOnBoth(world, 'Bridge shut');
    expect(hands(world).telegramTexts().join()).not.toContain('Lost');
    expect(hands(world).discordTexts().join()).not.toContain('Lost');
  },
  60_000,
);

test('what waits when Redis goes away is delivered when it is back', async () => {
  const world = await testWorld();
  const redis = await redisChild();
  await redis.start();
  await readyOn(world, redis);
  await openStory(world);
  const lift = world.discord.faults.add({
    kind: 'status',
    status: 503,
    method: 'POST',
    route: '/channels',
    times: 50,
  });
  await hands(world).onTelegram('/update story:harbour headline:"Bridge shut"\nText.');
  await world.discord.waitFor(() => world.discord.requests().some(({ status }) => status === 503));
  await redis.kill();
  lift();
  await redis.start();
  await shownOnBoth(world, 'Bridge shut');
}, 60_000);

test('a Redis that is down at the start is waited for, and told', async () => {
  const world = await testWorld();
  const redis = await redisChild();
  const app = await startOn(world, redis);
  await expect
    .poll(() => app.readiness().reasons)
    .toEqual([
      'Redis does not answer',
      'discord: not connected until Redis says that no other process is',
      'telegram: not connected until Redis says that no other process is',
    ]);
  await redis.start();
  await ready(app);
  await openStory(world);
  await hands(world).onDiscord('/update story:harbour headline:Bridge shut body:Text');
  await shownOnBoth(world, 'Bridge shut');
}, 60_000);

test.each([
  ['is gone', (redis: RedisChild) => redis.kill()],
  ['hangs', async (redis: RedisChild) => redis.freeze()],
])(
  'a gateway stops soon also while Redis %s',
  async (_, take) => {
    const world = await testWorld();
    const redis = await redisChild();
    await redis.start();
    const app = await startOn(world, redis, { roles: 'gateway' });
    await ready(app);
    await take(redis);
    const startedAt = performance.now();
    await app.stop();
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  },
  30_000,
);

test('a platform that is down at the start is waited for and told, and the other one works', async () => {
  const world = await testWorld();
  const lift = world.discord.faults.add({ kind: 'status', status: 503, route: '/gateway/bot', times: 1_000 });
  const app = await startOn(world);
  await expect
    .poll(() => app.readiness().reasons)
    .toEqual(['discord: Discord is having trouble (status 503)']);
  expect(await hands(world).onTelegram('/story open title:Harbour timezone:Europe/Oslo')).toContain('Opened');
  lift();
  await ready(app);
  expect(await hands(world).onDiscord('/story list')).toContain('Harbour');

  const other = await testWorld();
  const restore = other.telegram.faults.add({ kind: 'reset-before', method: 'getMe', times: 1_000 });
  const second = await startOn(other);
  await expect.poll(() => second.readiness().reasons).toEqual(['telegram: Telegram cannot be reached']);
  expect(await hands(other).onDiscord('/story open title:Harbour timezone:Europe/Oslo')).toContain('Opened');
  restore();
  await ready(second);
  expect(await hands(other).onTelegram('/story list')).toContain('Harbour');
}, 60_000);

test('a token that is refused later is reported on /readyz and, once, at the desk of the other platform', async () => {
  const world = await testWorld();
  const app = await readyOn(world);
  await openStory(world);
  const { cast, discord, telegram } = world;
  const { onDiscord } = hands(world);
  await (
    await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' })
  ).reply();
  const desk = () =>
    discord
      .messages(cast.discord.desk)
      .flatMap(({ content }) => (content.includes('bot token') ? [content] : []));
  telegram.revokeToken();
  await onDiscord('/update story:harbour headline:Bridge shut body:Text');
  await discord.waitFor(() => desk().length > 0, 10_000);
  await expect.poll(() => app.readiness().reasons).toEqual(['telegram: Telegram refuses the bot token']);
  expect(desk()).toEqual([
    expect.stringMatching(/^Telegram refuses the bot token: nothing is delivered there/),
  ]);

  telegram.restoreToken();
  await ready(app);
  await discord.waitFor(() => desk().length === 2, 10_000);
  expect(desk()[1]).toContain('Telegram takes the bot token again');
}, 60_000);
