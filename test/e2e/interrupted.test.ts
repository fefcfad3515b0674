import { expect, test } from 'vitest';
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
} from '../support/interrupted.ts';

test('SIGTERM in the middle stops cleanly, and a restart finishes what was under way', async () => {
  const { world, environment, room, first } = await begin();
  const published = publishAll(room);
  await world.discord.waitFor(() => shownOnDiscord(world).length >= 5);
  const { code, tookMs } = await first.end('SIGTERM');
  expect(code, first.output()).toBe(0);
  expect(tookMs).toBeLessThan(10_000);

  const second = startBotProcess(environment);
  await second.ready();
  await allPublished(published);
  await everythingShown(world);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
  expect(repeated(shownOnTelegram(world))).toEqual([]);
}, 90_000);

test('SIGTERM stops it cleanly while neither platform answers its deliveries', async () => {
  const { world, environment, room, first } = await begin();
  world.discord.faults.add({ kind: 'hang', method: 'POST', route: '/channels', times: 1_000 });
  world.telegram.faults.add({ kind: 'hang', method: 'sendMessage', times: 1_000 });
  await room.onDiscord('/update headline:Update 1 body:Text');
  await world.discord.waitFor(
    () => world.discord.requests().filter(({ status }) => status === 0).length === places,
  );
  const { code, tookMs } = await first.end('SIGTERM');
  expect(code, first.output()).toBe(0);
  expect(tookMs).toBeLessThan(10_000);

  world.discord.faults.clear();
  world.telegram.faults.clear();
  await startBotProcess(environment).ready();
  await world.discord.waitFor(() => shownOnDiscord(world).length === places, 30_000);
  expect(repeated(shownOnDiscord(world))).toEqual([]);
}, 60_000);
