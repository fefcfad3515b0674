import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { readSamples, type Samples } from '../support/operate/samples.ts';
import { redisChild } from '../support/redis-child.ts';

const token = 'for-operators-only-1';
const bearer = { authorization: `Bearer ${token}` };
const text = 'Words that stand nowhere else';

/** What an operator sees of a running Dateline: its port and its log. */
interface Bot {
  readonly address: string;
  output(): string;
}

/** Starts a process of a world's bot. */
async function startBot(world: World, extra: Readonly<Record<string, string>>): Promise<Bot> {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const log = createLogger({ level: 'info', secrets: [], destination });
  const config = readConfig({ ...environmentOf(world, await testDataDir()), ...extra });
  const app = await startApp({ config, log });
  onTestFinished(() => app.stop());
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
  return { address: app.webAddress ?? '', output: () => lines.join('') };
}

/** Opens a story that a channel on each platform follows. */
async function openStory(world: World) {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onDiscord('/subscribe story:harbour');
  await onTelegram(`/subscribe story:harbour channel:${world.cast.telegram.channelName}`);
  return { onDiscord, onTelegram };
}

/** A newsroom with a story, in one process. */
async function operated(extra: Readonly<Record<string, string>> = {}) {
  const world = await testWorld();
  const bot = await startBot(world, { OPS_TOKEN: token, ...extra });
  return { world, bot, ...(await openStory(world)) };
}

async function metricsOf(bot: Bot, headers: Readonly<Record<string, string>> = bearer): Promise<Samples> {
  const response = await fetch(`${bot.address}/metrics`, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return readSamples(await response.text());
}

async function shownOnBoth(world: World, headline: string): Promise<void> {
  const { discordTexts, telegramTexts } = hands(world);
  await world.discord.waitFor(() => discordTexts().some((shown) => shown.includes(`${headline} (`)));
  await world.telegram.waitFor(() => telegramTexts().some((shown) => shown.includes(`${headline} (`)));
}

/** The log's lines as objects. */
function linesOf(bot: Bot): readonly Readonly<Record<string, unknown>>[] {
  const lines = bot
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>); // the logger writes objects
}

test('one id leads through the log from the command to the last copy, without any text or token', async () => {
  const { world, bot, onTelegram } = await operated();
  expect(await onTelegram(`/update harbour Bridge closed\n${text}.`)).toContain('Published harbour/1');
  await shownOnBoth(world, 'Bridge closed');
  const call = linesOf(bot).find((line) => line['entry'] === 'harbour/1')?.['call'];
  expect(call).toMatch(/^telegram:\d+$/);
  const followed = () => linesOf(bot).filter((line) => line['call'] === call);
  await expect
    .poll(() => followed().at(-1)?.['msg'], { timeout: 10_000 })
    .toBe('no destination waits for it any more');
  expect(followed().map(({ msg }) => msg)).toEqual([
    'a change is safe',
    'on its way to its destinations',
    ...['call to Discord', 'call to Telegram'].toSorted(order(followed())),
    'no destination waits for it any more',
  ]);
  expect(followed()).toContainEqual(
    expect.objectContaining({
      entry: 'harbour/1',
      revision: 1,
      destination: `discord:${world.cast.discord.channel}`,
      operation: 'send',
      outcome: 'delivered',
      tookMs: expect.any(Number),
      afterMs: expect.any(Number),
    }),
  );
  for (const secret of [text, 'Bridge closed', token, world.telegram.token, world.discord.token])
    expect(bot.output()).not.toContain(secret);
});

/** Either platform may be first. */
function order(lines: readonly Readonly<Record<string, unknown>>[]) {
  const place = (msg: string) => lines.findIndex((line) => line['msg'] === msg);
  return (a: string, b: string) => place(a) - place(b);
}

test('the id stays the same where an update goes out later', async () => {
  const { world, bot, onDiscord } = await operated({ UNDO_SECONDS: '1' });
  await onDiscord(`/update story:harbour headline:Bridge closed body:${text}`);
  await shownOnBoth(world, 'Bridge closed');
  await expect
    .poll(() => linesOf(bot).at(-1), { timeout: 10_000 })
    .toMatchObject({ msg: 'no destination waits for it any more', entry: 'harbour/1', revision: 2 });
  const lines = linesOf(bot).filter(({ entry }) => entry === 'harbour/1');
  expect(lines.flatMap(({ signal = [] }) => signal)).toEqual(['new', 'release']);
  expect(new Set(lines.map(({ call }) => call)).size).toBe(1);
  expect(lines[0]?.['call']).toMatch(/^discord:\d+$/);
});

test('metrics count and time what happened, on both platforms', async () => {
  const { world, bot, onDiscord } = await operated();
  const entry = { kind: 'entry', outcome: 'delivered' };
  const before = await metricsOf(bot);
  expect(before.value('dateline_deliveries_total', { ...entry, platform: 'discord' })).toBe(0);
  await onDiscord(`/update story:harbour headline:Bridge closed urgency:flash body:${text}`);
  await shownOnBoth(world, 'Bridge closed');
  await expect
    .poll(async () =>
      (await metricsOf(bot)).value('dateline_last_delivery_seconds_count', { urgency: 'flash' }),
    )
    .toBe(1);
  const after = await metricsOf(bot);
  for (const platform of ['discord', 'telegram']) {
    expect(after.value('dateline_deliveries_total', { ...entry, platform })).toBe(1);
    expect(
      after.value('dateline_calls_total', { platform, operation: 'send', outcome: 'delivered' }),
    ).toBeGreaterThan(0);
    expect(after.value('dateline_call_seconds_count', { platform, operation: 'send' })).toBeGreaterThan(0);
    expect(after.value('dateline_platform_ready', { platform })).toBe(1);
  }
  expect(after.value('dateline_first_request_seconds_count', { urgency: 'flash' })).toBe(1);
  const first = after.value('dateline_first_request_seconds_sum', { urgency: 'flash' }) ?? 99;
  const last = after.value('dateline_last_delivery_seconds_sum', { urgency: 'flash' }) ?? 0;
  expect(first).toBeLessThan(last);
  expect(last).toBeLessThan(10);
  expect([after.value('dateline_ready'), after.value('dateline_redis_up')]).toEqual([1, 1]);
  for (const queue of ['fan-out', 'clock', 'mailbox-discord', 'mailbox-telegram'])
    for (const state of ['wait', 'active', 'delayed', 'prioritized', 'failed']) {
      expect(after.value('dateline_queue_jobs', { queue, state })).toBeGreaterThanOrEqual(0);
      expect(after.value('dateline_queue_oldest_age_seconds', { queue, state })).toBeGreaterThanOrEqual(0);
    }
});

test('a refusal, a limit, a pause and an unknown outcome each show where they happened', async () => {
  const { world, bot, onDiscord } = await operated();
  const { discord, telegram, cast } = world;
  discord.faults.add({ kind: 'status', method: 'POST', route: '/channels', status: 403, code: 50_013 });
  telegram.faults.add({
    kind: 'rate-limit',
    method: 'sendMessage',
    retryAfterSeconds: 1,
    chatId: cast.telegram.channel,
  });
  await onDiscord('/update story:harbour headline:One body:1');
  await telegram.waitFor(() =>
    hands(world)
      .telegramTexts()
      .some((shown) => shown.includes('Harbour #1')),
  );
  // The card is there as well: the next message is the next update.
  await telegram.waitFor(() => telegram.pins(cast.telegram.channel).length === 1);
  telegram.faults.add({ kind: 'reset-after', method: 'sendMessage', chatId: cast.telegram.channel });
  await onDiscord('/update story:harbour headline:Two body:2');
  const telegramEntry = { platform: 'telegram', kind: 'entry', outcome: 'unknown' };
  await expect
    .poll(async () => (await metricsOf(bot)).value('dateline_deliveries_total', telegramEntry), {
      timeout: 20_000,
    })
    .toBe(1);
  const paused = { platform: 'discord', state: 'paused' };
  await expect
    .poll(async () => (await metricsOf(bot)).value('dateline_destinations', paused), { timeout: 20_000 })
    .toBe(1);
  const shown = await metricsOf(bot);
  expect(shown.value('dateline_rate_limits_total', { platform: 'telegram' })).toBe(1);
  expect(shown.value('dateline_backlog_items', paused)).toBeGreaterThan(0);
  expect(shown.value('dateline_backlog_oldest_age_seconds', paused)).toBeGreaterThan(0);
  // A destination that is paused keeps no update from being everywhere.
  await expect
    .poll(async () =>
      (await metricsOf(bot)).value('dateline_last_delivery_seconds_count', { urgency: 'normal' }),
    )
    .toBe(2);
}, 60_000);

test('two processes tell together what one would tell alone', async () => {
  const world = await testWorld();
  const redis = await redisChild();
  await redis.start();
  const variables = { OPS_TOKEN: token, REDIS_URL: redis.url };
  const bots = [await startBot(world, variables), await startBot(world, variables)] as const;
  const { onDiscord } = await openStory(world);
  const { guildId } = world.cast.discord;
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    await onDiscord(`/subscribe channel:<#${world.discord.addChannel({ guildId, name }).id}>`);
  for (const number of [1, 2, 3])
    await onDiscord(`/update story:harbour headline:Update ${number} body:${text}`);
  const sums = async (name: string, labels: Readonly<Record<string, string>>) => {
    const shown = await Promise.all(bots.map((bot) => metricsOf(bot)));
    return shown.map((samples) => samples.value(name, labels) ?? 0).reduce((sum, value) => sum + value, 0);
  };
  const normal = { urgency: 'normal' };
  await expect.poll(() => sums('dateline_last_delivery_seconds_count', normal), { timeout: 20_000 }).toBe(3);
  expect(await sums('dateline_first_request_seconds_count', normal)).toBe(3);
  const entry = { kind: 'entry', outcome: 'delivered' };
  expect(await sums('dateline_deliveries_total', { ...entry, platform: 'discord' })).toBe(3 * 7);
  expect(await sums('dateline_deliveries_total', { ...entry, platform: 'telegram' })).toBe(3);
  const active = { platform: 'discord', state: 'active' };
  for (const bot of bots)
    await expect
      .poll(async () => (await metricsOf(bot)).value('dateline_destinations', active), { timeout: 20_000 })
      .toBe(7);

  redis.freeze();
  const isUp = async () => (await metricsOf(bots[0])).value('dateline_redis_up');
  await expect.poll(isUp, { timeout: 20_000 }).toBe(0);
  redis.thaw();
  await expect.poll(isUp, { timeout: 20_000 }).toBe(1);
}, 90_000);

test('without the token nothing is shown, and the board of the queues is for looking only', async () => {
  const { bot } = await operated();
  const ask = (path: string, init: RequestInit = {}) => fetch(`${bot.address}${path}`, init);
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`anyone:${password}`).toString('base64')}`,
  });
  for (const path of [
    '/metrics',
    '/ops/queues',
    '/ops/queues/api/queues',
    '/ops/queues/static/favicon.ico',
  ]) {
    const refused = [{}, { headers: basic('wrong') }, { headers: { authorization: `Bearer ${token}x` } }];
    for (const init of refused) expect((await ask(path, init)).status).toBe(401);
    expect((await ask(`${path}?token=${token}`)).status).toBe(401);
  }
  const page = await ask('/ops/queues', { headers: basic(token) });
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const queues = await ask('/ops/queues/api/queues', { headers: bearer });
  const listed = (await queues.json()) as { queues: { name: string; readOnlyMode: boolean }[] }; // Bull Board's answer
  expect(listed.queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
    ['fan-out', true],
    ['clock', true],
    ['mailbox-discord', true],
    ['mailbox-telegram', true],
  ]);
  const paused = await ask('/ops/queues/api/queues/clock/pause', { method: 'PUT', headers: bearer });
  expect(paused.status).toBe(405);
  expect(bot.output()).not.toContain(token);
});

test('without OPS_TOKEN there is no board, and metrics are open unless there are pages for readers', async () => {
  const world = await testWorld();
  const bot = await startBot(world, {});
  await metricsOf(bot, {});
  expect((await fetch(`${bot.address}/ops/queues`)).status).toBe(404);
  const open = await startBot(world, { PUBLIC_URL: 'https://news.example' });
  expect((await fetch(`${open.address}/metrics`)).status).toBe(404);
});
