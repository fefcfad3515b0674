import { expect, test } from 'vitest';
import { testNewsroom } from '../support/newsroom.ts';

type Room = Awaited<ReturnType<typeof testNewsroom>>;

const longBody = 'Nobody may cross the bridge before the engineers have looked at it again. '
  .repeat(9)
  .trim();

/** A story with so many entries, each of a third of a screen, with a channel on each platform that follows it. */
async function newsroomWith(entries: number): Promise<Room> {
  const room = await testNewsroom();
  await room.onDiscord(
    '/story open title:Harbour bridge timezone:Asia/Kathmandu url:https://post.example/bridge lead:The bridge is shut.',
  );
  for (let number = 1; number <= entries; number += 1)
    await room.onTelegram(`/update Round ${number} ends source:"Harbour office"\n${longBody}`);
  return room;
}

const headlines = (text: string) => text.match(/Round \d ends(?= \()/g) ?? [];

/** What the bot sent a person on Discord directly. */
function directTexts({ discord, cast }: Room): readonly string[] {
  const known = new Set([cast.discord.newsroom, cast.discord.desk, cast.discord.channel]);
  const posted = discord
    .requests()
    .flatMap(({ path }) => /\/channels\/(\d+)\/messages$/.exec(path)?.[1] ?? []);
  const direct = [...new Set(posted)].filter((id) => !known.has(id));
  return direct.flatMap((id) => discord.messages(id).map(({ content }) => content));
}

test('on Discord a digest is one screen, answered to one person alone, with More, Full text and a way into the DMs', async () => {
  const room = await newsroomWith(5);
  const { discord, cast } = room;
  const { reader, channel } = cast.discord;
  const use = await discord.command({ as: reader, channelId: channel, line: '/digest' });
  const first = await use.reply(10_000);
  expect(use.replies).toHaveLength(1);
  expect(first.ephemeral).toBe(true);
  expect(first.content.length).toBeLessThan(2_000);
  expect(first.buttons.map(({ label }) => label)).toEqual(['More', 'Send to my DMs']);
  expect(discord.messages(channel)).toEqual([]);

  const read = [...headlines(first.content)];
  let page = use;
  while (page.replies.at(-1)?.buttons.some(({ label }) => label === 'More')) {
    page = await discord.pressButton({ as: reader, channelId: channel, use: page, label: 'More' });
    read.push(...headlines((await page.reply(10_000)).content));
  }
  expect(read).toEqual([5, 4, 3, 2, 1].map((number) => `Round ${number} ends`));

  const brief = await discord.command({ as: reader, channelId: channel, line: '/digest format:brief' });
  const listed = await brief.reply(10_000);
  expect(listed.content).toMatch(/### Updates\n- Round 5 ends \(.+\)\n- Round 4 ends/);
  expect(listed.content).not.toContain('Nobody may cross');
  const full = await discord.pressButton({ as: reader, channelId: channel, use: brief, label: 'Full text' });
  expect((await full.reply(10_000)).content).toContain('Nobody may cross');

  const sent = await discord.pressButton({ as: reader, channelId: channel, use, label: 'Send to my DMs' });
  expect((await sent.reply(10_000)).content).toBe('It is in your direct messages.');
  expect(directTexts(room)).toEqual([first.content]);
});

test('on Discord a digest is shown in place where the person takes no direct messages', async () => {
  const room = await newsroomWith(1);
  const { discord, cast } = room;
  const { reader, channel } = cast.discord;
  const use = await discord.command({ as: reader, channelId: channel, line: '/digest' });
  await use.reply(10_000);
  discord.faults.add({
    kind: 'status',
    status: 403,
    code: 50_007,
    method: 'POST',
    route: /^\/channels\/\d+\/messages$/,
  });
  const sent = await discord.pressButton({ as: reader, channelId: channel, use, label: 'Send to my DMs' });
  const shown = (await sent.reply(10_000)).content;
  expect(shown).toMatch(/^I may not write to you[\s\S]+Round 1 ends/);
});

test('on Telegram a digest is one screen in private and in a group, from where it can be had in private', async () => {
  const room = await newsroomWith(5);
  const { telegram, cast } = room;
  const { reader } = cast.telegram;
  const group = telegram.addGroup({ title: 'Maren neighbours' }).id;
  telegram.addMember(group, reader);
  const ask = async (chatId: number, text: string) => {
    const { messageId } = telegram.say({ as: reader, chatId, text });
    return telegram.waitFor(() =>
      telegram.messages(chatId).find((message) => message.fromBot && message.replyToId === messageId),
    );
  };
  const next = (chatId: number, after: number) =>
    telegram.waitFor(() => telegram.messages(chatId).find(({ id, fromBot }) => fromBot && id > after));

  for (const chatId of [reader.id, group]) {
    let page = await ask(chatId, '/digest');
    const read = [...headlines(page.text)];
    for (;;) {
      expect(page.text.length).toBeLessThan(2_000);
      if (!page.buttons.flat().some(({ text }) => text === 'More')) break;
      await telegram.press({ as: reader, chatId, messageId: page.id, label: 'More' });
      page = await next(chatId, page.id);
      read.push(...headlines(page.text));
    }
    expect(read).toEqual([5, 4, 3, 2, 1].map((number) => `Round ${number} ends`));
  }

  const inGroup = await ask(group, '/digest');
  const link = inGroup.buttons.flat().find(({ text }) => text === 'Send to my DMs');
  const payload = new URL(link !== undefined && 'url' in link ? link.url : 'none:').searchParams.get('start');
  const inPrivate = await ask(reader.id, `/start ${payload}`);
  expect(inPrivate.text).toBe(inGroup.text);
  expect(inPrivate.buttons.flat().map(({ text }) => text)).toEqual(['More']);
});

test('a chat that follows a story need not name it, and last is what it has read', async () => {
  const room = await newsroomWith(1);
  await room.onDiscord('/story open title:Market fire timezone:Asia/Kathmandu');
  const { telegram, cast, discord } = room;
  await room.onDiscord('/subscribe story:harbour-bridge');
  const { channel } = cast.telegram;
  await room.onTelegram(`/subscribe harbour-bridge channel:${cast.telegram.channelName}`);
  const inChannel = async (text: string) => {
    const { messageId } = telegram.postInChannel({ chatId: channel, text });
    const answer = await telegram.waitFor(() =>
      telegram.messages(channel).find((message) => message.fromBot && message.replyToId === messageId),
    );
    return telegram.visible(answer);
  };
  expect(await inChannel('/digest')).toContain('Round 1 ends');
  expect(await inChannel('/digest since:last')).toContain('No updates since');
  await room.onTelegram('/update harbour-bridge Round 2 ends');
  expect(headlines(await inChannel('/digest since:last'))).toEqual(['Round 2 ends']);

  const { reader } = cast.discord;
  const asked = async (line: string) => room.onDiscord(line, reader);
  expect(headlines(await asked('/digest'))).toEqual(['Round 2 ends', 'Round 1 ends']);
  expect(await asked('/digest since:last')).toContain('No updates since');
  expect(discord.messages(cast.discord.channel).length).toBeGreaterThan(0);
});

test('a newcomer gets the card and one digest, closing posts the last one, and the card stays pinned', async () => {
  const room = await newsroomWith(4);
  const { discord, telegram, cast } = room;
  await room.onDiscord('/subscribe');
  await room.onTelegram(`/subscribe channel:${cast.telegram.channelName}`);
  await discord.waitFor(() => room.discordTexts().length === 2);
  await telegram.waitFor(() => room.telegramTexts().length === 2);
  for (const [card, digest] of [room.discordTexts(), room.telegramTexts()]) {
    expect(card).toContain('· LIVE');
    expect(headlines(digest ?? '')).toEqual(['Round 4 ends']);
    expect(digest).toContain('3 earlier updates follow');
  }
  const { reader } = cast.discord;
  const rest = ['Round 3 ends'];
  const post = discord.messages(cast.discord.channel)[1];
  const more = await discord.pressButton({
    as: reader,
    channelId: cast.discord.channel,
    messageId: post?.id ?? '',
    label: 'More',
  });
  expect(headlines((await more.reply(10_000)).content)).toEqual(rest);
  const onTelegram = telegram.messages(cast.telegram.channel)[1]?.buttons.flat() ?? [];
  const link = onTelegram.find(({ text }) => text === 'More');
  const payload = new URL(link !== undefined && 'url' in link ? link.url : 'none:').searchParams.get('start');
  const answer = await room.onTelegram(`/start ${payload}`, cast.telegram.reader);
  expect(headlines(answer)).toEqual(rest);

  const closed = await room.onDiscord('/story close');
  expect(closed).toContain('A last summary goes to 2 channels and chats');
  await discord.waitFor(() => room.discordTexts().length === 3 && room.discordTexts()[0]?.includes('CLOSED'));
  await telegram.waitFor(
    () => room.telegramTexts().length === 3 && room.telegramTexts()[0]?.includes('CLOSED'),
  );
  for (const [, , last] of [room.discordTexts(), room.telegramTexts()]) {
    expect(last).toMatch(/CLOSED/);
    expect(last).toContain('4 updates since');
  }
  expect(discord.pins(cast.discord.channel)).toHaveLength(1);
  expect(telegram.pins(cast.telegram.channel)).toHaveLength(1);
});
