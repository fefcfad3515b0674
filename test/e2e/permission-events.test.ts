import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { openWorld, type World } from '../../src/sandbox/world.ts';
import { hands } from '../support/newsroom.ts';

/** More than what still comes one by one after a pause. */
const missed = 7;

/** A place that follows the story, how it is lost to the bot and comes back, and what it shows then. */
interface Place {
  /** Uses a command in it, as its chief would. */
  use(line: string): Promise<unknown>;
  lose(): void;
  back(): void;
  texts(): readonly string[];
}

type Open = (world: World) => Place;

const onDiscord =
  (prepare: (world: World) => { readonly channelId: string } & Pick<Place, 'lose' | 'back'>): Open =>
  (world) => {
    const { discord, cast } = world;
    const { channelId, lose, back } = prepare(world);
    return {
      use: async (line) => (await discord.command({ as: cast.discord.chief, channelId, line })).reply(10_000),
      lose,
      back,
      texts: () => discord.messages(channelId).map(({ content }) => content),
    };
  };

const onTelegram =
  (prepare: (world: World) => { readonly chatId: number } & PlaceOnTelegram): Open =>
  (world) => {
    const { telegram, cast } = world;
    const { chatId, threadId, lose, back, movedTo = () => chatId, isChannel = false } = prepare(world);
    const topic = threadId === undefined ? {} : { threadId };
    const { chief } = cast.telegram;
    if (chatId < 0) telegram.addMember(chatId, chief, { administrator: true });
    return {
      use(line) {
        const saidIn = isChannel ? chief.id : chatId;
        const text = isChannel ? `${line} channel:${chatId}` : line;
        const { messageId } = telegram.say({ as: chief, chatId: saidIn, text, ...topic });
        return telegram.waitFor(() =>
          telegram.messages(saidIn).find(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
        );
      },
      lose,
      back,
      texts: () =>
        telegram
          .messages(movedTo())
          .filter((message) => message.fromBot && message.threadId === threadId)
          .map(({ text }) => text),
    };
  };

interface PlaceOnTelegram extends Pick<Place, 'lose' | 'back'> {
  readonly threadId?: number;
  /** Nobody gives commands in a channel: its chief does in private. */
  readonly isChannel?: boolean;
  /** The chat that it has become; the same one when absent. */
  readonly movedTo?: () => number;
}

/** A channel of a server of its own. */
function ownServer({ discord }: World) {
  const guildId = discord.addGuild('Coast Guild').id;
  return { guildId, channelId: discord.addChannel({ guildId, name: 'news' }).id };
}

const places: Readonly<Record<string, Open>> = {
  'Discord: the rights in the channel': onDiscord(({ discord, cast }) => {
    const { id: channelId } = discord.addChannel({ guildId: cast.discord.guildId, name: 'rights' });
    const set = (canSend: boolean) => () => discord.updateChannelRights(channelId, { canSend });
    return { channelId, lose: set(false), back: set(true) };
  }),
  'Discord: the rights of a role': onDiscord((world) => {
    const { guildId, channelId } = ownServer(world);
    const set = (canSend: boolean) => () => world.discord.updateEveryone(guildId, { canSend });
    return { channelId, lose: set(false), back: set(true) };
  }),
  'Discord: a role of the bot’s own': onDiscord((world) => {
    const { discord } = world;
    const { guildId, channelId } = ownServer(world);
    const lose = () => discord.updateEveryone(guildId, { canSend: false });
    return { channelId, lose, back: () => discord.giveBotRole(guildId, true) };
  }),
  'Discord: a locked thread is unarchived': onDiscord(({ discord, cast }) => {
    const parentId = cast.discord.channel;
    const thread = { guildId: cast.discord.guildId, name: 'flood', kind: 'thread', parentId } as const;
    const { id: channelId } = discord.addChannel(thread);
    const lose = () => discord.archiveThread(channelId, { locked: true });
    return { channelId, lose, back: () => discord.unarchiveThread(channelId) };
  }),
  'Discord: removed from the server and invited again': onDiscord((world) => {
    const { guildId, channelId } = ownServer(world);
    const lose = () => world.discord.removeGuild(guildId);
    return { channelId, lose, back: () => world.discord.restoreGuild(guildId) };
  }),
  'Telegram: the rights in the channel': onTelegram(({ telegram }) => {
    const { id: chatId } = telegram.addChannel({ title: 'Rights' });
    const set = (canPost: boolean) => () => telegram.setBotRights(chatId, { canPost });
    return { chatId, isChannel: true, lose: set(false), back: set(true) };
  }),
  'Telegram: removed from the group and added again': onTelegram(({ telegram }) => {
    const { id: chatId } = telegram.addGroup({ title: 'Kicked', supergroup: true });
    const set = (member: boolean) => () => telegram.setBotRights(chatId, { member });
    return { chatId, lose: set(false), back: set(true) };
  }),
  'Telegram: blocked by a reader and unblocked': onTelegram(({ telegram, cast }) => {
    const { chief } = cast.telegram;
    return {
      chatId: chief.id,
      lose: () => telegram.blockBot(chief),
      back: () => telegram.unblockBot(chief),
    };
  }),
  'Telegram: a topic is closed and reopened': onTelegram(({ telegram }) => {
    const { id: chatId } = telegram.addGroup({ title: 'Forum', forum: true });
    const { threadId } = telegram.addTopic(chatId, 'Harbour');
    const lose = () => telegram.closeTopic(chatId, threadId);
    return { chatId, threadId, lose, back: () => telegram.reopenTopic(chatId, threadId) };
  }),
  'Telegram: a group becomes a supergroup while the bot is silenced': onTelegram(({ telegram }) => {
    const { id: chatId } = telegram.addGroup({ title: 'Growing' });
    let movedTo = chatId;
    return {
      chatId,
      lose: () => telegram.setBotRights(chatId, { canPost: false }),
      back() {
        movedTo = telegram.migrateToSupergroup(chatId).id;
        telegram.setBotRights(movedTo, { canPost: true });
      },
      movedTo: () => movedTo,
    };
  }),
};

const names = Object.keys(places);
const isDigest = (text: string) => /\d+ updates since/.test(text);

let world: World;
let opened: Readonly<Record<string, Place>>;
let desk: () => readonly string[];

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-e2e-'));
  world = await openWorld();
  const app = await startBot(world, { dataDir, log: createLogger({ level: 'error', secrets: [] }) });
  const { discord, cast } = world;
  const room = hands(world);
  const atDesk = { as: cast.discord.chief, channelId: cast.discord.desk };
  desk = () => discord.messages(cast.discord.desk).map(({ content }) => content);
  await (await discord.command({ ...atDesk, line: '/desk' })).reply(10_000);
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  opened = Object.fromEntries(Object.entries(places).map(([name, open]) => [name, open(world)]));
  const all = Object.values(opened);
  for (const place of all) await place.use('/subscribe story:harbour');
  const isPaused = () => desk().filter((text) => text.includes(' is paused: ')).length;
  for (const place of all) place.lose();
  for (let number = 1; number <= missed; number += 1)
    await room.onDiscord(`/update story:harbour headline:Entry ${number} body:Text`);
  await discord.waitFor(() => isPaused() === all.length, 20_000);
  for (const place of all) place.back();
  return async () => {
    await app.stop();
    await world.close();
    await rm(dataDir, { recursive: true });
  };
}, 90_000);

test.each(names)('%s: it goes on by itself, with one digest of what was missed', async (name) => {
  const texts = () => opened[name]?.texts() ?? [];
  await expect.poll(texts, { timeout: 20_000 }).toContainEqual(expect.stringContaining('7 updates since'));
  const digests = texts().filter(isDigest);
  expect(digests).toHaveLength(1);
  for (let number = 1; number <= missed; number += 1) expect(digests[0]).toContain(`Entry ${number} (`);
  expect(texts().filter((text) => /^\W*Entry \d \(/.test(text))).toEqual([]);
});

test('the desk is told once of each pause and of each return', async () => {
  const returns = () => desk().filter((text) => text.includes('is back and goes on'));
  await world.discord.waitFor(() => returns().length === names.length, 20_000);
  expect(desk().filter((text) => text.includes('was paused. It is back.'))).toHaveLength(names.length);
});

test('an outage of a server is no removal, and a group that grows in the middle of a send gets it once', async () => {
  const { discord, telegram, cast } = world;
  const { chief } = cast.telegram;
  const { guildId, channelId } = ownServer(world);
  const { id: chatId } = telegram.addGroup({ title: 'Midway' });
  telegram.addMember(chatId, chief, { administrator: true });
  const use = await discord.command({
    as: cast.discord.chief,
    channelId,
    line: '/subscribe story:harbour level:all',
  });
  await use.reply(10_000);
  telegram.say({ as: chief, chatId, text: '/subscribe harbour' });
  const caughtUp = ['Ask for a summary', '7 updates since'];
  const hasAll = () =>
    caughtUp.every((words) => telegram.messages(chatId).some(({ text }) => text.includes(words)));
  await telegram.waitFor(hasAll);

  discord.removeGuild(guildId, { unavailable: true });
  telegram.faults.add({ kind: 'migrate', method: 'sendMessage', chatId });
  await hands(world).onDiscord('/update story:harbour headline:In the outage body:Text');
  discord.restoreGuild(guildId);
  const inServer = () =>
    discord.messages(channelId).filter(({ content }) => /^\W*In the outage/.test(content));
  await discord.waitFor(() => inServer().length === 1);
  const grown = () => telegram.chats().find(({ title, id }) => title === 'Midway' && id !== chatId)?.id;
  const inGroup = () =>
    [chatId, grown() ?? chatId]
      .flatMap((id) => telegram.messages(id))
      .filter(({ text }) => text.startsWith('In the outage'));
  await telegram.waitFor(() => grown() !== undefined && inGroup().length === 1);
  expect(desk().filter((text) => text.includes(' is paused: '))).toEqual([]);
});
