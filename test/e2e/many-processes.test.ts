import { expect, test } from 'vitest';
import { environmentOf, startBotProcess } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { openPlaces } from '../support/places.ts';
import { redisChild } from '../support/redis-child.ts';
import { nothingWaits, statuses } from '../support/statuses.ts';

const places = 12;
const updates = 4;

/** The numbers of the updates that texts are about, cards and notices left out. */
function updatesIn(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text) => {
    const number = /^\W*Update (\d+)\b/.exec(text)?.[1];
    return number === undefined || text.includes('Ask for a summary') ? [] : [Number(number)];
  });
}

/** The places of which `/status` says that nobody knows whether they have an update. */
function unknownIn(status: string): readonly string[] {
  return /\d unknown \(([^)]*)\)/.exec(status)?.[1]?.split('; ') ?? [];
}

// The limits are kept by the clock: a machine that stops for a moment can break one, so this one has another chance.
test('workers of one Redis share limits that stay exact; one that is killed in the middle of a send is taken over', {
  retry: 2,
  timeout: 120_000,
}, async () => {
  const world = await testWorld({ enforceLimits: true });
  const redis = await redisChild();
  await redis.start();
  const { discord, telegram } = world;
  const { onDiscord } = hands(world);
  const { channels, chats } = await openPlaces(world, places, { url: redis.url });
  const [firstChannel = '', firstChat = 0] = [channels[0], chats[0]];
  const environment = {
    ...environmentOf(world, await testDataDir()),
    REDIS_URL: redis.url,
    UNDO_SECONDS: '0',
  };
  const start = (roles: string) => startBotProcess({ ...environment, ROLES: `${roles},web` });
  const gateway = start('gateway');
  const doomed = start('worker');
  await Promise.all([gateway.ready(), doomed.ready()]);
  // While it works alone, its first sends are done and never answered; then others join.
  const fixed = { times: 1, afterApplying: true } as const;
  discord.faults.add({ kind: 'hang', method: 'POST', channelId: firstChannel, ...fixed });
  telegram.faults.add({ kind: 'hang', method: 'sendMessage', chatId: firstChat, times: 1 });
  await onDiscord('/update story:harbour headline:Update 1 body:Text');
  await discord.waitFor(() =>
    discord.requests().some(({ channelId, status }) => channelId === firstChannel && status === 0),
  );
  await telegram.waitFor(() =>
    telegram.requests().some(({ chatId, status }) => chatId === firstChat && status === 0),
  );
  const others = [start('worker'), start('worker')];
  await Promise.all(others.map((one) => one.ready()));
  for (let number = 2; number <= updates; number += 1)
    await onDiscord(`/update story:harbour headline:Update ${number} body:Text`);
  const shownOnDiscord = (id: string) => updatesIn(discord.messages(id).map(({ content }) => content));
  const shownOnTelegram = (id: number) => updatesIn(telegram.messages(id).map(({ text }) => text));
  await doomed.end('SIGKILL');
  discord.faults.clear();
  telegram.faults.clear();

  const inOrder = Array.from({ length: updates }, (_, index) => index + 1);
  await discord.waitFor(() => channels.every((id) => shownOnDiscord(id).length >= updates), 60_000);
  for (const id of channels) expect(shownOnDiscord(id)).toEqual(inOrder);
  const showsLast = ({ text }: { readonly text: string }) =>
    text.includes(`Latest: Update ${updates}`) && text.includes('Ask for a summary');
  await telegram.waitFor(() => chats.every((id) => telegram.messages(id).some(showsLast)), 60_000);
  // A card of the update before shows the newest one too, which may still wait for the killed worker's lock.
  await nothingWaits(world, updates);
  // What was under way on Telegram is never sent again by itself: there once, or not known.
  const unknown = (await statuses(world, updates)).map(unknownIn);
  for (const id of chats) {
    const isKnown = (number: number) => !unknown[number - 1]?.includes(`telegram:${id}`);
    const shown = shownOnTelegram(id);
    expect(shown.filter(isKnown)).toEqual(inOrder.filter(isKnown));
    expect(shown).toEqual(inOrder.filter((number) => shown.includes(number)));
  }
  expect(shownOnTelegram(firstChat)).not.toContain(1);
  expect(unknown[0]).toContain(`telegram:${firstChat}`);
  expect(discord.rateLimitedCount()).toBe(0);
  expect(telegram.rateLimitedCount()).toBe(0);
});
