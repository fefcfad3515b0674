import { expect, test } from 'vitest';
import { followedNewsroom, has, lacks } from '../support/followed-newsroom.ts';

const hourMs = 3_600_000;

/** Words that make a text of several messages on either platform. */
const longBody = Array.from(
  { length: 60 },
  (_, index) => `Paragraph ${index + 1} tells what the harbour office said of the bridge, in some words.`,
).join('\n\n');

test('a hold arrives where a channel is limited, paused or not subscribed any more', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  const { chief, guildId } = cast.discord;
  const others = ['one', 'two', 'three'].map((name) => discord.addChannel({ guildId, name }).id);
  for (const channelId of others) {
    const use = await discord.command({ as: chief, channelId, line: '/subscribe story:harbour-bridge' });
    await use.reply(10_000);
  }
  await room.onTelegram('/update Bridge closed\nNobody may cross.');
  const places = [cast.discord.channel, ...others];
  const shownIn = (channelId: string, words: string) =>
    discord.waitFor(() => has(words)(discord.messages(channelId).map(({ content }) => content)), 15_000);
  for (const channelId of places) await shownIn(channelId, 'Nobody may cross.');
  await room.shown(has('Nobody may cross.'));

  for (const channelId of others) {
    discord.faults.add({
      kind: 'rate-limit',
      scope: 'shared',
      headerSeconds: 1,
      bodySeconds: 1,
      method: 'PATCH',
      channelId,
      times: 2,
    });
  }
  telegram.setBotRights(cast.telegram.channel, { canPost: false });
  expect(await room.onDiscord('/unsubscribe')).toContain('does not follow harbour-bridge any more');
  await room.onTelegram('/hold harbour-bridge/1 a denial');
  for (const channelId of places) await shownIn(channelId, 'On hold (');
  expect(room.texts()[1]).toEqual([expect.stringContaining('Nobody may cross.')]);

  telegram.setBotRights(cast.telegram.channel, { canPost: true });
  await telegram.waitFor(() => has('On hold (')(room.texts()[1]));
}, 40_000);

test('after 48 hours Telegram deletes no part any more: each says what became of it', async () => {
  let aheadMs = 0;
  const room = await followedNewsroom({ telegramNow: () => Date.now() + aheadMs, isPaced: false });
  await room.onTelegram('/update Bridge closed\nNobody may cross.');
  await room.onDiscord(`/edit entry:harbour-bridge/1 body:${longBody}`);
  await room.shown((texts) => texts.length > 1 && has('Paragraph 60 ')(texts));

  aheadMs = 50 * hourMs;
  await room.onTelegram('/correct harbour-bridge/1 wrong:much right:little\nShort now.');
  await room.shown((texts) => has('Short now.')(texts) && lacks('Paragraph')(texts));
  const removed = () =>
    room.texts()[1].filter((text) => text.includes('This part is not in the update any more.'));
  await room.telegram.waitFor(() => removed().length === 1);
  expect(room.texts()[0].filter((text) => text.includes('This part is not'))).toEqual([]);

  await room.onTelegram('/hold harbour-bridge/1');
  await room.shown((texts) => texts.every((text) => text.startsWith('On hold (')));
  await room.onTelegram(`/release harbour-bridge/1`);
  await room.shown(has('Short now.'));
  await room.telegram.waitFor(() => removed().length === 1);
}, 40_000);

test('an update is corrected and held from its own message: by the menu on Discord, by an answer on Telegram', async () => {
  const room = await followedNewsroom({ isPaced: false });
  const { discord, telegram, cast, posts } = room;
  const group = telegram.addGroup({ title: 'Night shift', supergroup: true }).id;
  telegram.addMember(group, cast.telegram.chief);
  const inGroup = (text: string, replyTo?: number) =>
    telegram.say({ as: cast.telegram.chief, chatId: group, text, ...(replyTo !== undefined && { replyTo }) });
  inGroup('/subscribe harbour-bridge');
  await telegram.waitFor(() => has('Ask for a summary')(telegram.messages(group).map(({ text }) => text)));
  await room.onTelegram('/update Bridge closed\nSince 400 days.');
  await room.shown(has('Since 400 days.'));
  await telegram.waitFor(() => has('Since 400 days.')(telegram.messages(group).map(({ text }) => text)));
  const { chief, channel: channelId } = cast.discord;
  const [post] = posts.onDiscord();
  const menu = { as: chief, channelId, messageId: post?.id ?? '' };

  const correcting = await discord.menuCommand({ ...menu, name: 'Correct update' });
  const form = await correcting.form();
  expect(form.title).toBe('Correct update 1');
  const fields = { wrong: '400 days', right: '4 days', headline: 'Bridge closed', body: 'Since 400 days.' };
  const sent = await discord.submitModal(correcting, fields);
  expect((await sent.reply()).content).toContain('Corrected harbour-bridge/1');
  await room.shown(has('Since 4 days.'));

  const copy = await telegram.waitFor(() =>
    telegram
      .messages(group)
      .find(({ text, fromBot }) => fromBot && text.includes('Since 4 days.') && !text.includes('Ask for')),
  );
  const { messageId } = inGroup('/hold', copy.id);
  const answer = await telegram.waitFor(() =>
    telegram.messages(group).find(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
  );
  expect(answer.text).toContain('harbour-bridge/1 is on hold since');
  await room.shown(has('On hold ('));
  const releasing = await discord.menuCommand({ ...menu, name: 'Hold update' });
  expect((await releasing.reply()).content).toContain('harbour-bridge/1 is on hold already.');
  const stranger = await discord.menuCommand({ ...menu, as: cast.discord.reader, name: 'Hold update' });
  expect((await stranger.reply()).content).toContain('You need to be an editor to use /hold');
}, 40_000);
