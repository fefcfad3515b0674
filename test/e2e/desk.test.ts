import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { hands, type TestNewsroom, testDataDir, testNewsroom, testWorld } from '../support/newsroom.ts';

/** A newsroom with a story, its channel on each platform, and a desk on each: a channel, and the chief's own chat. */
async function newsroomWithDesks(): Promise<TestNewsroom> {
  const room = await testNewsroom();
  const { cast, discord } = room;
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  await room.onDiscord('/subscribe story:harbour-bridge');
  await room.onTelegram(`/subscribe harbour-bridge channel:${cast.telegram.channelName}`);
  const use = await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' });
  await use.reply(10_000);
  await room.onTelegram('/desk');
  // The card is out of the way of what the tests disturb.
  await discord.waitFor(() => discord.pins(cast.discord.channel).length === 1);
  await room.telegram.waitFor(() => room.telegram.pins(cast.telegram.channel).length === 1);
  return room;
}

const arrivedQuestion = 'It is unknown whether harbour-bridge/1 arrived in Maren Alerts';

/** Publishes an update whose answer Telegram loses, and gives back the notices of both desks. */
async function loseAnAnswer({
  telegram,
  discord,
  cast,
  onDiscord,
}: Pick<TestNewsroom, 'telegram' | 'discord' | 'cast' | 'onDiscord'>) {
  telegram.faults.add({ kind: 'reset-after', method: 'sendMessage', chatId: cast.telegram.channel });
  await onDiscord('/update headline:Bridge closed body:Nobody may cross.');
  const onTheDesk = () =>
    discord.messages(cast.discord.desk).find(({ content }) => content.includes('whether harbour-bridge/1'));
  const inThePrivateChat = () =>
    telegram.messages(cast.telegram.chief.id).find(({ text }) => text.includes('whether harbour-bridge/1'));
  await discord.waitFor(onTheDesk);
  await telegram.waitFor(inThePrivateChat);
  return { onTheDesk, inThePrivateChat };
}

test('an editor’s answer follows the update until it is everywhere, on both platforms', async () => {
  const room = await newsroomWithDesks();
  const { discord, telegram, cast } = room;
  const { chief, channel } = cast.discord;
  const line = '/update headline:Bridge closed body:Nobody may cross. source:Police';
  const use = await discord.command({ as: chief, channelId: channel, line });
  await use.updated(({ content }) => content.includes('Delivered 2 of 2'), 15_000);
  expect(use.replies).toHaveLength(1);

  const answerTo = (text: string) => {
    const { messageId } = telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text });
    return telegram.waitFor(() =>
      telegram
        .messages(cast.telegram.chief.id)
        .find((message) => message.replyToId === messageId && message.text.includes('Delivered 2 of 2')),
    );
  };
  const edited = await answerTo('/edit harbour-bridge/1 body:"Nobody may cross before noon."');
  expect(edited.text).toMatch(/^Edited harbour-bridge\/1 at .+\nDelivered 2 of 2$/);
  const held = await answerTo('/hold harbour-bridge/1');
  expect(held.text).toContain('harbour-bridge/1 is on hold');

  const correct = await discord.pressButton({ as: chief, channelId: channel, use, label: 'Correct' });
  expect((await correct.form()).title).toBe('Correct update 1');
});

test('an unknown outcome is decided at the desk: both desks show by whom, and a second press is told', async () => {
  const room = await newsroomWithDesks();
  const { discord, telegram, cast } = room;
  const { onTheDesk, inThePrivateChat } = await loseAnAnswer(room);
  const notice = onTheDesk();
  expect(notice?.content).toContain(arrivedQuestion);
  expect(notice?.buttons.map(({ label }) => label)).toEqual(['It arrived', 'Send again']);
  const [arrived, again] = notice?.buttons ?? [];

  const { chief, reader, desk: channelId } = cast.discord;
  const press = async (as: typeof chief, customId: string | undefined) => {
    const use = await discord.pressButton({
      as,
      channelId,
      messageId: notice?.id ?? '',
      customId: customId ?? '',
    });
    return (await use.reply(10_000)).content;
  };
  expect(await press(reader, again?.customId)).toContain('You need to be an editor');
  const said = await Promise.all([press(chief, arrived?.customId), press(chief, arrived?.customId)]);
  expect(said.filter((words) => words.startsWith('Noted: harbour-bridge/1 arrived'))).toHaveLength(1);
  expect(said.filter((words) => words.includes('settled'))).toHaveLength(1);

  const decided = 'Ada Lind took note that it arrived';
  await discord.waitFor(() => onTheDesk()?.content.includes(decided));
  await telegram.waitFor(() => inThePrivateChat()?.text.includes(decided));
  expect(onTheDesk()?.buttons).toEqual([]);
  expect(inThePrivateChat()?.buttons).toEqual([]);
  expect(
    room.telegramTexts().filter((text) => text.includes('Bridge closed') && !text.includes('LIVE')),
  ).toHaveLength(1);
});

test('what nobody knows is sent again from Telegram, and never by itself', async () => {
  const room = await newsroomWithDesks();
  const { telegram, cast } = room;
  const { inThePrivateChat } = await loseAnAnswer(room);
  const entries = () =>
    room.telegramTexts().filter((text) => text.includes('Bridge closed') && !text.includes('LIVE'));
  expect(entries()).toHaveLength(1);
  const notice = inThePrivateChat();
  await telegram.press({
    as: cast.telegram.chief,
    chatId: cast.telegram.chief.id,
    messageId: notice?.id ?? 0,
    label: 'Send again',
  });
  await telegram.waitFor(() => entries().length === 2);
  await telegram.waitFor(() => inThePrivateChat()?.text.includes('Mira Solberg had it sent again'));
  expect(await room.onTelegram('/status harbour-bridge/1')).toContain('Delivered 2 of 2');
});

test('the desk is told once of a place that may not be posted to, and can try it again', async () => {
  const room = await newsroomWithDesks();
  const { discord, telegram, cast } = room;
  telegram.faults.add({
    kind: 'status',
    errorCode: 403,
    description: 'Forbidden: bot was kicked from the channel chat',
    chatId: cast.telegram.channel,
  });
  await room.onDiscord('/update headline:Bridge closed body:Nobody may cross.');
  const notice = await discord.waitFor(() =>
    discord.messages(cast.discord.desk).find(({ content }) => content.includes('is paused')),
  );
  const { chief, desk: channelId } = cast.discord;
  const use = await discord.pressButton({ as: chief, channelId, messageId: notice.id, label: 'Try now' });
  expect((await use.reply(10_000)).content).toContain('is being tried again');
  await telegram.waitFor(() => room.telegramTexts().some((text) => text.includes('Bridge closed')));
  const after = await discord.waitFor(() =>
    discord.messages(channelId).find(({ id, content }) => id === notice.id && content.includes('It is back')),
  );
  expect(after.buttons).toEqual([]);
});

test('with TELEGRAM_UNKNOWN=resend it is sent again by itself, and the desk is not asked', async () => {
  const world = await testWorld();
  const platforms = {
    ...world.platforms,
    telegram: { ...world.platforms.telegram, resendsUnknown: true },
  };
  const log = createLogger({ level: 'error', secrets: [] });
  const app = await startBot({ ...world, platforms }, { dataDir: await testDataDir(), log });
  onTestFinished(() => app.stop());
  const { onTelegram, telegramTexts } = hands(world);
  const { telegram, cast } = world;
  await onTelegram('/story open title:"Harbour bridge" timezone:Asia/Kathmandu');
  await onTelegram(`/subscribe harbour-bridge channel:${cast.telegram.channelName}`);
  await onTelegram('/desk');
  await telegram.waitFor(() => telegram.pins(cast.telegram.channel).length === 1);
  telegram.faults.add({ kind: 'reset-after', method: 'sendMessage', chatId: cast.telegram.channel });
  await onTelegram('/update Bridge closed source:Police');

  await telegram.waitFor(
    () => telegramTexts().filter((text) => text.includes('Source: Police')).length === 2,
  );
  expect(await onTelegram('/status harbour-bridge/1')).toContain('Delivered 1 of 1');
  const texts = telegram.messages(cast.telegram.chief.id).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('unknown whether'))).toEqual([]);
});

test('a button works after a restart; where people removed the notice, it stays removed', async () => {
  const world = await testWorld();
  const { discord, telegram, cast } = world;
  const { onDiscord, onTelegram, telegramTexts } = hands(world);
  const dataDir = await testDataDir();
  const log = createLogger({ level: 'error', secrets: [] });
  const before = await startBot(world, { dataDir, log });
  await onTelegram('/story open title:"Harbour bridge" timezone:Asia/Kathmandu');
  await onTelegram(`/subscribe harbour-bridge channel:${cast.telegram.channelName}`);
  await onTelegram('/desk');
  const { chief, desk: channelId } = cast.discord;
  await (await discord.command({ as: chief, channelId, line: '/desk' })).reply(10_000);
  await telegram.waitFor(() => telegram.pins(cast.telegram.channel).length === 1);
  const { onTheDesk, inThePrivateChat } = await loseAnAnswer({ ...world, onDiscord });
  const [arrived] = onTheDesk()?.buttons ?? [];
  await before.stop();

  const noticeId = onTheDesk()?.id ?? '';
  await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages/${noticeId}`, {
    method: 'DELETE',
    headers: { authorization: `Bot ${discord.token}` },
  });
  expect(onTheDesk()).toBeUndefined();
  const app = await startBot(world, { dataDir, log });
  onTestFinished(() => app.stop());
  const notice = inThePrivateChat();
  const press = { as: cast.telegram.chief, chatId: cast.telegram.chief.id, messageId: notice?.id ?? 0 };
  await telegram.press({ ...press, label: arrived?.label ?? '' });
  await telegram.waitFor(() => inThePrivateChat()?.text.includes('Mira Solberg took note that it arrived'));
  await discord.waitFor(() =>
    discord.requests().some(({ method, path }) => method === 'PATCH' && path.endsWith(noticeId)),
  );
  expect(discord.messages(channelId).filter(({ content }) => content.includes('harbour-bridge/1'))).toEqual(
    [],
  );
  expect(telegramTexts().filter((text) => text.includes('Nobody may cross'))).toHaveLength(1);
});
