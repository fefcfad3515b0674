import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import type { Fault as DiscordFault } from '../../src/sandbox/discord/faults.ts';
import type { Faults } from '../../src/sandbox/telegram/faults.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

type TelegramFault = Parameters<Faults['add']>[0];

/** What becomes of a send: it arrives once, or it does not and the desk is told of the place in these words. */
type Fate = 'arrives' | RegExp;

const isPaused = /is paused: /;
const isRefused = /did not take harbour\/1: /;
const isUnknown = /It is unknown whether harbour\/1 arrived/;

const onDiscord: readonly (readonly [string, DiscordFault, Fate])[] = [
  [
    '429, the body longer',
    { kind: 'rate-limit', scope: 'user', headerSeconds: 1, bodySeconds: 2 },
    'arrives',
  ],
  ['429, shared', { kind: 'rate-limit', scope: 'shared', headerSeconds: 1, bodySeconds: 1 }, 'arrives'],
  ['429, whole bot', { kind: 'rate-limit', scope: 'global', headerSeconds: 1, bodySeconds: 1 }, 'arrives'],
  [
    '429, 20028',
    { kind: 'rate-limit', scope: 'user', headerSeconds: 1, bodySeconds: 1, code: 20_028 },
    'arrives',
  ],
  ['500', { kind: 'status', status: 500 }, 'arrives'],
  ['502 from a proxy', { kind: 'status', status: 502, html: '<h1>Bad gateway</h1>' }, 'arrives'],
  ['503, overloaded', { kind: 'status', status: 503, code: 130_000 }, 'arrives'],
  ['reset before', { kind: 'reset-before' }, 'arrives'],
  ['reset after', { kind: 'reset-after' }, 'arrives'],
  ['no answer, applied', { kind: 'hang', afterApplying: true }, 'arrives'],
  ['400, unknown code', { kind: 'status', status: 400, code: 99_999 }, 'arrives'],
  ['404 without a code', { kind: 'status', status: 404 }, 'arrives'],
  ['403, unknown code', { kind: 'status', status: 403, code: 99_999 }, isPaused],
  ['missing access', { kind: 'status', status: 403, code: 50_001 }, isPaused],
  ['missing permissions', { kind: 'status', status: 403, code: 50_013 }, isPaused],
  ['unknown channel', { kind: 'status', status: 404, code: 10_003 }, isPaused],
  ['thread locked', { kind: 'status', status: 400, code: 160_005 }, isPaused],
  ['invalid form', { kind: 'status', status: 400, code: 50_035 }, isRefused],
  ['AutoMod', { kind: 'status', status: 400, code: 200_000 }, isRefused],
];

const said = (errorCode: number, description: string): TelegramFault => ({
  kind: 'status',
  errorCode,
  description,
});

const onTelegram: readonly (readonly [string, TelegramFault, Fate])[] = [
  ['429', { kind: 'rate-limit', retryAfterSeconds: 1 }, 'arrives'],
  ['400, unknown words', said(400, 'Bad Request: something new'), 'arrives'],
  ['502 from a proxy', { kind: 'status', errorCode: 502, description: 'Bad Gateway', html: true }, isUnknown],
  ['500', said(500, 'Internal Server Error'), isUnknown],
  ['reset before', { kind: 'reset-before' }, isUnknown],
  ['reset after', { kind: 'reset-after' }, isUnknown],
  ['kicked', said(403, 'Forbidden: bot was kicked from the channel chat'), isPaused],
  ['403, unknown words', said(403, 'Forbidden: something new'), isPaused],
  ['chat not found', said(400, 'Bad Request: chat not found'), isPaused],
  ['no rights', said(400, 'Bad Request: need administrator rights in the channel chat'), isPaused],
  ['entities', said(400, "Bad Request: can't parse entities: unsupported tag"), isRefused],
  ['too long', said(400, 'Bad Request: message is too long'), isRefused],
];

/** A newsroom without limits, whose desk is on Discord. */
async function openNewsroom() {
  const world = await testWorld();
  const log = createLogger({ level: 'silent', secrets: [] });
  const app = await startBot(world, { dataDir: await testDataDir(), log, isPaced: false });
  onTestFinished(() => app.stop());
  const { discord, cast } = world;
  const room = hands(world);
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await (
    await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' })
  ).reply();
  return {
    ...world,
    ...room,
    publish: () => room.onDiscord('/update story:harbour headline:Bridge shut body:Text'),
    /** Resolves when the desk has heard of a place in these words. */
    heard: (place: string, words: RegExp) =>
      discord.waitFor(
        () =>
          discord
            .messages(cast.discord.desk)
            .some(({ content }) => content.includes(place) && words.test(content)),
        60_000,
      ),
  };
}

/** The card tells of the update too. */
const tells = (text: string) => text.includes('Bridge shut (') && !text.includes('Ask for a summary');

test('each fault of Discord has one right answer', async () => {
  const room = await openNewsroom();
  const { discord, cast } = room;
  const rows = onDiscord.map(([name, fault, fate], index) => {
    const { id } = discord.addChannel({ guildId: cast.discord.guildId, name: `row-${index}-` });
    return { name, fault, fate, id, place: `row-${index}-` };
  });
  for (const { id } of rows) await room.onDiscord(`/subscribe story:harbour channel:<#${id}>`);
  await discord.waitFor(() => rows.every(({ id }) => discord.pins(id).length === 1), 30_000);
  for (const { fault, id } of rows)
    discord.faults.add({ ...fault, method: 'POST', route: `/channels/${id}/messages` });
  await room.publish();

  const shown = (id: string) => discord.messages(id).filter(({ content }) => tells(content));
  for (const { id, fate, place } of rows)
    await (fate === 'arrives'
      ? discord.waitFor(() => shown(id).length > 0, 60_000)
      : room.heard(place, fate));
  const wanted = rows.map(({ name, fate }) => [name, fate === 'arrives' ? 1 : 0]);
  expect(rows.map(({ name, id }) => [name, shown(id).length])).toEqual(wanted);
}, 150_000);

test('each fault of Telegram has one right answer', async () => {
  const room = await openNewsroom();
  const { telegram, cast } = room;
  const rows = onTelegram.map(([name, fault, fate], index) => {
    const { id } = telegram.addChannel({ title: `Row ${index}`, username: `row_${index}` });
    telegram.addMember(id, cast.telegram.chief, { administrator: true });
    return { name, fault, fate, id, place: `Row ${index} ` };
  });
  for (const { id } of rows) await room.onTelegram(`/subscribe story:harbour channel:${id}`);
  await telegram.waitFor(() => rows.every(({ id }) => telegram.pins(id).length === 1), 30_000);
  for (const { fault, id } of rows) telegram.faults.add({ ...fault, method: 'sendMessage', chatId: id });
  await room.publish();

  const shown = (id: number) => telegram.messages(id).filter(({ text }) => tells(text));
  for (const { id, fate, place } of rows)
    await (fate === 'arrives'
      ? telegram.waitFor(() => shown(id).length > 0, 60_000)
      : room.heard(place, fate));
  const arrived = ({ name, fate }: (typeof rows)[number]) =>
    fate === 'arrives' || name === 'reset after' ? 1 : 0;
  expect(rows.map(({ name, id }) => [name, shown(id).length])).toEqual(
    rows.map((row) => [row.name, arrived(row)]),
  );
}, 150_000);
