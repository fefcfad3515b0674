import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { redisChild } from '../support/redis-child.ts';

const run = promisify(execFile);

async function start(world: World, dataDir: string, redisUrl?: string): Promise<App> {
  const environment = environmentOf(world, dataDir);
  const config = readConfig({ ...environment, ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) });
  const app = await startApp({ config, log: createLogger({ level: 'silent', secrets: [] }) });
  onTestFinished(() => app.stop());
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
  return app;
}

/** A story with one update that a channel on each platform has. */
async function publishFirst(world: World): Promise<void> {
  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onDiscord('/subscribe story:harbour');
  await onTelegram(`/subscribe story:harbour channel:${world.cast.telegram.channelName}`);
  await onDiscord('/update story:harbour headline:Before the backup body:First text.');
  await delivered(world, 1);
}

async function delivered(world: World, number: number): Promise<void> {
  const { onDiscord } = hands(world);
  const status = () => onDiscord(`/status entry:harbour/${number}`);
  await expect.poll(status, { timeout: 20_000 }).toContain('Delivered 2 of 2');
}

/** What is on record after a restore is what was at the backup, and every copy of it is still in hand. */
async function expectIntact(world: World): Promise<void> {
  const { onDiscord, discordTexts, telegramTexts } = hands(world);
  const messages = () => [
    ...world.discord.messages(world.cast.discord.channel).map(({ id }) => id),
    ...world.telegram.messages(world.cast.telegram.channel).map(({ id }) => id),
  ];
  const before = messages();
  await delivered(world, 1);
  expect(await onDiscord('/status entry:harbour/2')).toContain('no update harbour/2');
  await onDiscord('/edit entry:harbour/1 body:Edited after the restore.');
  const isEdited = (texts: readonly string[]) =>
    texts.some((text) => text.includes('Edited after the restore.'));
  await world.discord.waitFor(() => isEdited(discordTexts()));
  await world.telegram.waitFor(() => isEdited(telegramTexts()));
  expect(messages()).toEqual(before);
}

test('the folder of the embedded Redis, packed while Dateline is stopped, restores everything', async () => {
  const world = await testWorld();
  const dataDir = await testDataDir();
  const first = await start(world, dataDir);
  await publishFirst(world);
  await first.stop();
  const archive = join(dataDir, 'backup.tar.gz');
  await run('tar', ['-C', dataDir, '-czf', archive, 'redis']);

  const second = await start(world, dataDir);
  await hands(world).onDiscord('/update story:harbour headline:After the backup body:Lost.');
  await delivered(world, 2);
  await second.stop();
  await rm(join(dataDir, 'redis'), { recursive: true });
  await run('tar', ['-C', dataDir, '-xzf', archive]);

  await start(world, dataDir);
  await expectIntact(world);
}, 60_000);

test('a snapshot of one’s own Redis, taken while everything runs, restores everything in a new server', async () => {
  const world = await testWorld();
  const dataDir = await testDataDir();
  const redis = await redisChild();
  await redis.start();
  const first = await start(world, dataDir, redis.url);
  await publishFirst(world);
  const folder = await mkdtemp(join(tmpdir(), 'dateline-restored-'));
  await run('redis-cli', ['-u', redis.url, '--rdb', join(folder, 'dump.rdb')]);
  await hands(world).onDiscord('/update story:harbour headline:After the backup body:Lost.');
  await delivered(world, 2);
  await first.stop();
  await redis.kill();

  const restored = await redisChild({ folder, appendOnly: false });
  await restored.start();
  await run('redis-cli', ['-u', restored.url, 'CONFIG', 'SET', 'appendonly', 'yes']);
  await start(world, dataDir, restored.url);
  await expectIntact(world);
}, 60_000);
