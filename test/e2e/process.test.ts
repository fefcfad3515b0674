import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { environmentOf, npmStart, startBotProcess } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

test('a signal that arrives twice, as Ctrl-C does under npm, stops cleanly all the same', async () => {
  const environment = environmentOf(await testWorld(), await testDataDir());
  const bot = startBotProcess(environment);
  await bot.ready();
  bot.child.kill('SIGINT');
  const { code } = await bot.end('SIGTERM');
  expect(code, bot.output()).toBe(0);
  expect(bot.output()).toContain('"stopped"');
});

test('one platform alone is enough', async () => {
  const world = await testWorld();
  const {
    TELEGRAM_BOT_TOKEN: _,
    TELEGRAM_API_URL: __,
    ...environment
  } = environmentOf(world, await testDataDir());
  const bot = startBotProcess(environment);
  await bot.ready();
  const { onDiscord } = hands(world);
  expect(await onDiscord('/story open title:Harbour timezone:Europe/Oslo')).toContain('Opened harbour');
  expect((await bot.end('SIGTERM')).code).toBe(0);
});

test('a SIGTERM for “npm start” reaches the bot, and nothing stays behind', async () => {
  const world = await testWorld();
  const environment = environmentOf(world, await testDataDir());
  const first = startBotProcess(environment, npmStart);
  await first.ready();
  expect((await first.end('SIGTERM')).code, first.output()).toBe(0);
  // A bot that was left would hold the data directory.
  const second = startBotProcess(environment);
  await second.ready();
  expect((await second.end('SIGTERM')).code).toBe(0);
});

test('a faulty configuration is reported in one message, without a stack, with exit code 1', async () => {
  const bot = startBotProcess({ CHIEFS: 'me', HTTP_PORT: 'eighty', DISCORD_TOKEN: 'a-secret-token' });
  expect(await bot.exited()).toBe(1);
  expect(bot.output()).toMatch(/CHIEFS.*\n.*HTTP_PORT|HTTP_PORT.*\n.*CHIEFS/);
  expect(bot.output()).not.toMatch(/a-secret-token|^\s+at /m);
});

test('a failed start says one sentence about it, and nothing of what it interrupts', async () => {
  const environment = environmentOf(await testWorld(), await testDataDir());
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    other.close();
  });
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const bot = startBotProcess({ ...environment, HTTP_PORT: String(port), LOG_LEVEL: 'warn' });
  expect(await bot.exited()).toBe(1);
  const lines = bot.output().trim().split('\n');
  expect(lines).toEqual([
    expect.stringContaining(`HTTP_PORT ${port} is taken on 127.0.0.1 by another program`),
  ]);
});

test('no token ever reaches the log, also when a platform refuses it', async () => {
  const world = await testWorld();
  world.telegram.revokeToken();
  const bot = startBotProcess({ ...environmentOf(world, await testDataDir()), LOG_LEVEL: 'debug' });
  await world.telegram.waitFor(() => world.telegram.requests().length >= 2);
  await world.discord.waitFor(() => world.discord.commands().length > 0);
  await bot.end('SIGTERM');
  expect(bot.output()).not.toContain(world.telegram.token);
  expect(bot.output()).not.toContain(world.discord.token);
  expect(bot.output().length).toBeGreaterThan(0);
});
