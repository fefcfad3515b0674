import { expect, test } from 'vitest';
import { type TestNewsroom, testNewsroom } from '../support/newsroom.ts';

const updateLine = '/update story:harbour headline:Bridge shut body:Text';

async function withStory(): Promise<TestNewsroom> {
  const room = await testNewsroom();
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  return room;
}

/** What is asked of Discord to open threads. */
const opened = ({ discord }: TestNewsroom) =>
  discord
    .requests()
    .filter(({ method, path, status }) => method === 'POST' && path.endsWith('/threads') && status === 201);

/** The ids of the channels that were asked for messages, the newest last. */
const postedIn = ({ discord }: TestNewsroom) =>
  discord
    .requests()
    .flatMap(({ method, path, channelId = '' }) =>
      method === 'POST' && path.endsWith('/messages') ? [channelId] : [],
    );

async function threadId(room: TestNewsroom): Promise<string> {
  await room.discord.waitFor(() => postedIn(room).length > 0);
  return postedIn(room).at(-1) ?? '';
}

test('on Discord a story has one thread in a channel, which is opened again, and lost and found', async () => {
  const room = await withStory();
  const { discord, cast } = room;
  await (
    await discord.command({ as: cast.discord.chief, channelId: cast.discord.desk, line: '/desk' })
  ).reply();
  const desk = () => discord.messages(cast.discord.desk).map(({ content }) => content);
  expect(await room.onDiscord('/subscribe story:harbour thread:yes')).toContain('#Harbour in');
  const thread = await threadId(room);
  expect(thread).not.toBe(cast.discord.channel);
  await room.onDiscord(updateLine);
  const shown = () => discord.messages(thread).map(({ content }) => content);
  await discord.waitFor(() => shown().some((text) => text.includes('Bridge shut')));
  expect(discord.messages(cast.discord.channel)).toEqual([]);
  await room.onDiscord('/subscribe story:harbour thread:yes level:all');
  expect(opened(room)).toHaveLength(1);

  discord.archiveThread(thread);
  await room.onDiscord('/edit entry:harbour/1 headline:Bridge closed');
  await discord.waitFor(() => shown().some((text) => text.includes('Bridge closed')), 20_000);

  discord.archiveThread(thread, { locked: true });
  await room.onDiscord('/update story:harbour headline:Bridge open body:Text');
  await discord.waitFor(() => desk().some((text) => text.includes('the thread is locked')), 20_000);
  expect(shown().join()).not.toContain('Bridge open');
  discord.unarchiveThread(thread);
  await discord.waitFor(() => shown().some((text) => text.includes('Bridge open')), 20_000);

  discord.removeChannel(thread);
  await discord.waitFor(() => desk().some((text) => text.includes('the thread was deleted')), 20_000);
  await room.onDiscord('/subscribe story:harbour thread:yes');
  expect(opened(room)).toHaveLength(2);
  await discord.waitFor(() => ![thread, cast.discord.desk].includes(postedIn(room).at(-1) ?? thread));
  expect(await room.onDiscord('/unsubscribe story:harbour')).toContain('does not follow harbour any more');
}, 90_000);

test('where no thread can be opened, the answer says why, and nothing is followed', async () => {
  const room = await withStory();
  for (const [code, why] of [
    [160_006, 'as many open threads as Discord allows'],
    [200_000, 'AutoMod blocked the text'],
  ] as const) {
    room.discord.faults.add({ kind: 'status', status: 400, code, method: 'POST', route: /\/threads$/ });
    expect(await room.onDiscord('/subscribe story:harbour thread:yes')).toContain(why);
  }
  room.discord.updateChannelRights(room.cast.discord.channel, { canSend: false });
  const said = await room.onDiscord('/subscribe story:harbour thread:yes');
  expect(said).toContain('I may not; ask an admin for Create Public Threads');
  expect(await room.onDiscord('/subscriptions')).toContain('follows no story');
  const chief = await room.onTelegram('/subscribe harbour thread:yes');
  expect(chief).toContain('only groups with topics have threads of their own');
});

test('on Telegram a story has one topic in a forum', async () => {
  const room = await withStory();
  const { telegram, cast } = room;
  const forum = telegram.addGroup({ title: 'Harbour readers', forum: true });
  telegram.addMember(forum.id, cast.telegram.chief, { administrator: true });
  const ask = async (text: string) => {
    const { messageId } = telegram.say({ as: cast.telegram.chief, chatId: forum.id, text });
    const reply = await telegram.waitFor(() =>
      telegram.messages(forum.id).find((message) => message.fromBot && message.replyToId === messageId),
    );
    return telegram.visible(reply);
  };
  expect(await ask('/subscribe harbour thread:yes')).toContain('make me an administrator who manages topics');
  telegram.setBotRights(forum.id, { administrator: true, canPin: true });
  expect(await ask('/subscribe harbour thread:yes')).toContain('Harbour in Harbour readers follows Harbour');
  await ask('/subscribe harbour thread:yes');
  const topics = telegram.messages(forum.id).filter(({ service }) => service?.kind === 'topic-created');
  expect(topics).toHaveLength(1);
  await room.onTelegram('/update harbour Bridge shut\nText');

  const isUpdate = ({ text }: { readonly text: string }) => text.includes('Bridge shut (');
  const update = await telegram.waitFor(() => telegram.messages(forum.id).find(isUpdate));
  expect(update.threadId).toBe(topics[0]?.threadId);
}, 60_000);
