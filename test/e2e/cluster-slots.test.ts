import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { demoPicture } from '../../src/sandbox/demo-picture.ts';
import type { World } from '../../src/sandbox/world.ts';
import { environmentOf } from '../support/bot-process.ts';
import { createFakeNewsroom } from '../support/fake-newsroom.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { onDiscord as discordHand, onTelegram as telegramHand } from '../support/pressing.ts';
import { redisChild } from '../support/redis-child.ts';

// Only the declarations are looked at; nothing of this newsroom is used.
const leaves = allCommands(createFakeNewsroom(0, []).room).flatMap((command) => command.leaves);

async function startOn(world: World, url: string): Promise<App> {
  const config = readConfig({
    ...environmentOf(world, await testDataDir()),
    REDIS_URL: url,
    PREVIEW_FOR: 'nobody',
  });
  const log = createLogger({ level: 'silent', secrets: [] });
  // Every command is used, faster than Telegram would answer them all.
  const app = await startApp({ config, log, isPaced: true, areAnswersPaced: false });
  onTestFinished(() => app.stop());
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
  return app;
}

/** How often this server has refused what crosses slots, of any client, scripts and transactions included. */
async function crossings(redis: Redis): Promise<string | undefined> {
  return /^errorstat_CROSSSLOT:.*$/m.exec(await redis.info('errorstats'))?.[0];
}

test('on a Redis Cluster, no command, script or transaction crosses slots', async () => {
  const server = await redisChild({ isCluster: true });
  await server.start();
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const world = await testWorld();
  const { telegram, cast } = world;
  await startOn(world, server.url);
  const { onDiscord, onTelegram, discordTexts, telegramTexts } = hands(world);
  const shownEverywhere = async (words: string) => {
    await expect.poll(discordTexts, { timeout: 15_000 }).toContainEqual(expect.stringContaining(words));
    await expect.poll(telegramTexts, { timeout: 15_000 }).toContainEqual(expect.stringContaining(words));
  };

  // What the examples speak of, and what only the ways of an update can come to.
  await onDiscord('/story open title:Lindhavn ferries slug:lindhavn-ferries timezone:Europe/Oslo');
  await onDiscord('/desk');
  await onDiscord('/subscribe story:lindhavn-ferries level:all digest:every 4h');
  await onTelegram(`/subscribe story:lindhavn-ferries channel:${cast.telegram.channelName}`);
  await onTelegram(`/staff add ${cast.telegram.reporter.id} reporter`);
  const photo = Buffer.from(demoPicture());
  const { messageId } = telegram.say({
    as: cast.telegram.chief,
    chatId: cast.telegram.chief.id,
    text: '/update The ministry resigns\nAt noon.',
    photo,
  });
  const published = await telegram.waitFor(() =>
    telegram.messages(cast.telegram.chief.id).find(({ replyToId }) => replyToId === messageId),
  );
  expect(published.text).toContain('Published');
  await shownEverywhere('The ministry resigns');
  await onTelegram('/update at:"tomorrow 9am" Later\nText.');
  await onTelegram('/update From a reporter\nText.', cast.telegram.reporter);
  const correction = '/correct entry:lindhavn-ferries/1 wrong:at noon right:At one body:At one.';
  expect(await onDiscord(correction)).toContain('Corrected');
  await shownEverywhere('CORRECTION');
  const group = telegram.addGroup({ title: 'Readers' });
  telegram.addMember(group.id, cast.telegram.chief, { administrator: true });
  telegram.say({ as: cast.telegram.chief, chatId: group.id, text: '/subscribe lindhavn-ferries' });
  const answered = (chatId: number, words: string) =>
    telegram.waitFor(() => telegram.messages(chatId).find(({ text }) => text.includes(words)));
  await answered(group.id, 'follows');
  const grown = telegram.migrateToSupergroup(group.id);
  await onTelegram('/update For the grown group\nText.');
  await answered(grown.id, 'For the grown group');

  const asked = await discordHand(world).use('/kill entry:lindhavn-ferries/1 reason:It was made up');
  await asked.press(asked.labels.find((label) => label.startsWith('Kill')) ?? '');
  const second = await telegramHand(world).use('/kill lindhavn-ferries/1 It was made up');
  await second.press(second.labels.find((label) => label.startsWith('Kill')) ?? '');
  await shownEverywhere('Withdrawn (');

  // Every command there is, as its declaration shows it.
  for (const example of leaves.flatMap(({ examples }) => examples)) await onTelegram(example);
  expect(await redis.cluster('INFO')).toContain('cluster_slots_ok:16384');
  expect(await crossings(redis)).toBeUndefined();
  // The server does refuse it.
  await expect(redis.del('{a}:1', '{b}:1')).rejects.toThrow('CROSSSLOT');
  expect(await crossings(redis)).toContain('count=1');
}, 60_000);
