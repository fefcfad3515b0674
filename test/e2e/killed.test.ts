import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redisPidFile } from '../../src/storage/embedded/orphan.ts';
import { startBotProcess } from '../support/bot-process.ts';
import {
  allPublished,
  begin,
  everythingShown,
  places,
  publishAll,
  repeated,
  shownOnDiscord,
  shownOnTelegram,
  unknownOnTelegram,
  updates,
} from '../support/interrupted.ts';
import { nothingWaits } from '../support/statuses.ts';

test('kill -9 in the middle loses nothing and doubles nothing on Discord; on Telegram the unknown ones are reported', async () => {
  const { world, environment, room, first } = await begin();
  const { discord } = world;
  // Some of Discord's sends are done and never answered, and Telegram's wait for their chat's pace.
  discord.faults.add({ kind: 'hang', method: 'POST', route: '/channels', times: 3, afterApplying: true });
  const numbers = Array.from({ length: updates }, (_, index) => index + 1);
  const published = numbers.map((number) => room.onDiscord(`/update headline:Update ${number} body:Text.`));
  await allPublished(published);
  await discord.waitFor(() => discord.requests().filter(({ status }) => status === 0).length === 3);
  expect(shownOnTelegram(world).length).toBeLessThan(updates * places);
  await first.end('SIGKILL');
  discord.faults.clear();
  const second = startBotProcess(environment);
  await second.ready();

  await discord.waitFor(() => shownOnDiscord(world).length === updates * places, 60_000);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  await nothingWaits(world, updates);
  const unknown = await unknownOnTelegram(world);
  expect(shownOnTelegram(world).length + unknown).toBeGreaterThanOrEqual(updates * places);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
}, 120_000);

test('when the embedded Redis dies again and again, everything arrives once and nothing is unknown', async () => {
  const { world, environment, room } = await begin();
  const published = publishAll(room);
  for (const shown of [5, 15, 25]) {
    await world.discord.waitFor(() => shownOnDiscord(world).length >= shown, 60_000);
    await killRedis(environment);
  }
  await allPublished(published);
  await everythingShown(world);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
  expect(await unknownOnTelegram(world)).toBe(0);
}, 120_000);

async function killRedis({ DATA_DIR = '' }: Readonly<Record<string, string>>): Promise<void> {
  const pid = Number(await readFile(join(DATA_DIR, 'redis', redisPidFile), 'utf8'));
  process.kill(pid, 'SIGKILL');
}
