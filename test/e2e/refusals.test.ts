import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { openWorld, type World } from '../../src/sandbox/world.ts';
import { hands, type TestNewsroom } from '../support/newsroom.ts';

/** One bad input, written for each platform, what the answer must say, and the text that must come back. */
interface Refusal {
  readonly name: string;
  readonly discord: string;
  readonly telegram: string;
  readonly says: RegExp;
  readonly givesBack?: string;
  readonly asReader?: boolean;
}

const refusals: readonly Refusal[] = [
  {
    name: 'an unknown story',
    discord: '/update story:nowhere headline:Bridge shut body:Some text',
    telegram: '/update story:nowhere headline:"Bridge shut"\nSome text',
    says: /nowhere/,
    givesBack: 'Some text',
  },
  {
    name: 'a closed story',
    discord: '/update story:old-news headline:Bridge shut body:Some text',
    telegram: '/update story:old-news headline:"Bridge shut"\nSome text',
    says: /closed/,
    givesBack: 'Some text',
  },
  {
    name: 'the wrong role',
    discord: '/update story:harbour headline:Bridge shut body:Some text',
    telegram: '/update story:harbour headline:"Bridge shut"\nSome text',
    says: /You need to be an editor/,
    givesBack: 'Some text',
    asReader: true,
  },
  {
    name: 'an unknown zone',
    discord: '/story open title:New one timezone:Europe/Olso',
    telegram: '/story open title:"New one" timezone:Europe/Olso',
    says: /Europe\/Olso[\s\S]*timezone[\s\S]*Europe\/Oslo/,
  },
  {
    name: 'a malformed time',
    discord: '/update story:harbour headline:Bridge shut body:Some text at:25:10',
    telegram: '/update story:harbour headline:"Bridge shut" at:25:10\nSome text',
    says: /I could not read the time “25:10” for at:/,
    givesBack: 'Some text',
  },
];

let room: TestNewsroom;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-e2e-'));
  const world: World = await openWorld();
  const app: App = await startBot(world, { dataDir, log: createLogger({ level: 'error', secrets: [] }) });
  room = { ...world, ...hands(world) };
  await room.onDiscord('/story open title:Harbour timezone:Asia/Kathmandu');
  await room.onDiscord('/story open title:Old news timezone:Asia/Kathmandu');
  await room.onDiscord('/story close story:old-news');
  return async () => {
    await app.stop();
    await world.close();
    await rm(dataDir, { recursive: true });
  };
});

describe.each(refusals)('$name gets one sentence and changes nothing', (refusal) => {
  test('on Discord', async () => {
    const { chief, reader } = room.cast.discord;
    const answer = await room.onDiscord(refusal.discord, refusal.asReader ? reader : chief);
    await expectRefused(answer, refusal);
  });

  test('on Telegram', async () => {
    const { chief, reader } = room.cast.telegram;
    const answer = await room.onTelegram(refusal.telegram, refusal.asReader ? reader : chief);
    await expectRefused(answer, refusal);
  });
});

describe('a headline that is too long gets one sentence and changes nothing', () => {
  const headline = 'x'.repeat(101);

  test('on Discord, whose own client refuses it by the declared length', async () => {
    const line = `/update story:harbour headline:${headline} body:Some text`;
    await expect(room.onDiscord(line)).rejects.toThrow('takes 0 to 100 characters');
  });

  test('on Telegram', async () => {
    const answer = await room.onTelegram(`/update story:harbour headline:${headline}\nSome text`);
    await expectRefused(answer, { says: /headline[\s\S]*100/, givesBack: 'Some text' });
  });
});

describe('an empty body gets one sentence and changes nothing', () => {
  test('on Discord, from the form', async () => {
    const { discord, cast } = room;
    const line = '/update story:harbour headline:Bridge shut';
    const use = await discord.command({ as: cast.discord.chief, channelId: cast.discord.channel, line });
    const { fields } = await use.form();
    const sent = await discord.submitModal(use, { [fields[0]?.customId ?? '']: ' \n ' });
    const answer = (await sent.reply()).content;
    await expectRefused(answer, { says: /body/, givesBack: 'Bridge shut' });
  });

  test('on Telegram', async () => {
    const answer = await room.onTelegram('/update story:harbour headline:"Bridge shut" body:"  "');
    await expectRefused(answer, { says: /body/, givesBack: 'Bridge shut' });
  });
});

test('what is refused in a forum that follows a story is told in private, and otherwise in one silent line', async () => {
  const { telegram, cast } = room;
  const { chief, reader } = cast.telegram;
  const { id: chatId } = telegram.addGroup({ title: 'Bridge watchers', forum: true });
  for (const person of [chief, reader]) telegram.addMember(chatId, person);
  const { threadId } = telegram.addTopic(chatId, 'Harbour');
  const answers = () => telegram.messages(chatId).filter(({ fromBot, replyToId }) => fromBot && replyToId);
  telegram.say({ as: chief, chatId, threadId, text: '/subscribe harbour' });
  await telegram.waitFor(() => answers().length === 1);

  const text = '/update harbour headline:"Bridge shut"\nSome text';
  const before = telegram.messages(reader.id).length;
  telegram.say({ as: reader, chatId, text });
  const told = await telegram.waitFor(() => telegram.messages(reader.id)[before]);
  expect(told.text).toMatch(
    /^About what you sent in Bridge watchers, .*You need to be an editor.*Some text/s,
  );
  telegram.blockBot(reader);
  const { messageId } = telegram.say({ as: reader, chatId, threadId, text });
  await telegram.waitFor(() => answers().length === 2);
  telegram.unblockBot(reader);
  expect(answers()[1]).toMatchObject({ silent: true, threadId, replyToId: messageId });
  expect(answers()[1]?.text).toMatch(/^You need to be an editor.*\nWrite to me in private once/);
});

async function expectRefused(
  answer: string,
  { says, givesBack }: Pick<Refusal, 'says' | 'givesBack'>,
): Promise<void> {
  expect(answer).toMatch(says);
  expect(answer).toContain(givesBack ?? '');
  expect(await room.onDiscord('/digest story:harbour')).toContain('No updates');
  expect(await room.onDiscord('/story list')).not.toContain('new-one');
}
