import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { allCommands, pressedCommands } from '../../commands/index.ts';
import { covers, type Role } from '../../src/domain/person.ts';
import { createLogger } from '../../src/logger.ts';
import type { Access } from '../../src/newsroom/command/command.ts';
import { typedExample } from '../../src/newsroom/command/typed-example.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { openWorld } from '../../src/sandbox/world.ts';
import { redisSocketName } from '../../src/storage/embedded/orphan.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { createFakeNewsroom } from '../support/fake-newsroom.ts';
import { hands, type TestNewsroom } from '../support/newsroom.ts';

// Only the declarations are looked at; nothing of this newsroom is used.
const { room: declaring } = createFakeNewsroom(0, []);
const commands = allCommands(declaring);
const leaves = commands
  .flatMap((command) => command.leaves)
  .map(({ path, access, examples }) => ({ name: path.join(' '), access, example: examples[0] ?? '' }));
const pressedOnly = pressedCommands(declaring)
  .flatMap((command) => command.leaves)
  .map(({ path, access }) => ({ name: path.join(' '), access, path }));

/** A manager has no role in the newsroom, but may manage the channel or chat where everyone is. */
type Holder = Role | 'stranger' | 'manager';
const holders: readonly Holder[] = ['stranger', 'manager', 'reporter', 'editor', 'chief'];

/** What a use of a command came to. */
interface Use {
  readonly command: string;
  readonly as: Holder;
  readonly refused: boolean;
}

/** What the declarations say of these people, where those whom `managers` names manage the place. */
function declared(
  who: readonly Holder[],
  managers: readonly Holder[],
  what: readonly { readonly name: string; readonly access: Access }[] = leaves,
): readonly Use[] {
  const isAllowed = (as: Holder, access: Access) => {
    const role = as === 'stranger' || as === 'manager' ? undefined : as;
    if (access === 'manager') return managers.includes(as) || role === 'chief';
    return access === 'anyone' || covers(role, access);
  };
  return what.flatMap(({ name, access }) =>
    who.map((as) => ({ command: name, as, refused: !isAllowed(as, access) })),
  );
}

const isRefused = (text: string) => /You need to (be|manage) /.test(text);

let room: TestNewsroom;
let kept: Store['kept'];
let discordPeople: Readonly<Record<Holder, TestNewsroom['cast']['discord']['chief']>>;
let telegramPeople: Readonly<Record<Holder, TestNewsroom['cast']['telegram']['chief']>>;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-e2e-'));
  const world = await openWorld();
  const app = await startBot(world, { dataDir, log: createLogger({ level: 'error', secrets: [] }) });
  room = { ...world, ...hands(world) };
  const address = { socketPath: join(dataDir, 'redis', redisSocketName) };
  const store = openStore({ address, prefix: 'dateline', now: Date.now, onError: () => undefined });
  kept = store.kept;
  const { discord, telegram, cast } = world;
  const onDiscord = (name: string) => discord.addPerson({ name });
  discordPeople = {
    stranger: cast.discord.reader,
    manager: onDiscord('Mona'),
    reporter: onDiscord('Rolf'),
    editor: onDiscord('Eva'),
    chief: cast.discord.chief,
  };
  const onTelegram = (name: string) => {
    const person = telegram.addPerson({ name, username: name.toLowerCase() });
    telegram.addPrivateChat(person);
    return person;
  };
  telegramPeople = {
    stranger: cast.telegram.reader,
    manager: onTelegram('Mona'),
    reporter: onTelegram('Rolf'),
    editor: onTelegram('Eva'),
    chief: cast.telegram.chief,
  };
  for (const role of ['reporter', 'editor'] as const) {
    const { name } = discordPeople[role];
    expect(await room.onDiscord(`/staff add user:${name} role:${role}`)).toContain(name);
    await room.onTelegram('/help', telegramPeople[role]);
    expect(await room.onTelegram(`/staff add @${name.toLowerCase()} ${role}`)).toContain(name);
  }
  // Whom the examples name.
  discord.addPerson({ name: 'mari' });
  return async () => {
    await store.close();
    await app.stop();
    await world.close();
    await rm(dataDir, { recursive: true });
  };
});

/** Everyone uses every command in one channel of Discord. */
async function usesOnDiscord(channelOf: (as: Holder) => string): Promise<readonly Use[]> {
  const use = async (as: Holder, { name, example }: (typeof leaves)[number]): Promise<Use> => {
    const line = typedExample(example, { commands, platform: 'discord', slug: 'lindhavn-ferries' });
    const who = { as: discordPeople[as], canManageChannels: as === 'manager' };
    const used = await room.discord.command({ ...who, channelId: channelOf(as), line });
    const answer = await used.answered(30_000);
    return { command: name, as, refused: answer.kind === 'message' && isRefused(answer.content) };
  };
  const uses: Use[] = [];
  // All at once, a busy machine could not answer within Discord's three seconds.
  for (const leaf of leaves) uses.push(...(await Promise.all(holders.map((as) => use(as, leaf)))));
  return uses;
}

interface Said {
  readonly command: string;
  readonly as: Holder;
  readonly chatId: number;
  readonly messageId: number;
}

/** What came of commands that were sent on Telegram: each is answered in its place. */
async function answersTo(said: readonly Said[]): Promise<readonly Use[]> {
  const { telegram } = room;
  return Promise.all(
    said.map(async ({ command, as, chatId, messageId }): Promise<Use> => {
      const reply = await telegram.waitFor(
        () => telegram.messages(chatId).find(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
        30_000,
      );
      return { command, as, refused: isRefused(reply.text) };
    }),
  );
}

function everyoneSays(chatOf: (as: Holder) => number): readonly Said[] {
  return leaves.flatMap(({ name, example }) =>
    holders.map((as) => {
      const chatId = chatOf(as);
      const { messageId } = room.telegram.say({ as: telegramPeople[as], chatId, text: example });
      return { command: name, as, chatId, messageId };
    }),
  );
}

test('in a channel of a Discord server, each command is for those whom its declaration names', async () => {
  expect(await usesOnDiscord(() => room.cast.discord.newsroom)).toEqual(declared(holders, ['manager']));
}, 60_000);

test('in a direct conversation on Discord, too', async () => {
  const channels = Object.fromEntries(
    holders.map((as) => [as, room.discord.directChannel(discordPeople[as]).id]),
  );
  expect(await usesOnDiscord((as) => channels[as] ?? '')).toEqual(declared(holders, holders));
}, 60_000);

test('in private on Telegram, too', async () => {
  expect(await answersTo(everyoneSays((as) => telegramPeople[as].id))).toEqual(declared(holders, holders));
}, 60_000);

test('in a group on Telegram, too', async () => {
  const { id } = room.telegram.addGroup({ title: 'Newsroom', supergroup: true });
  for (const as of holders)
    room.telegram.addMember(id, telegramPeople[as], { administrator: as === 'manager' });
  expect(await answersTo(everyoneSays(() => id))).toEqual(declared(holders, ['manager']));
}, 60_000);

test('an anonymous administrator of a group manages it, but has no role in the newsroom', async () => {
  const { telegram } = room;
  const { chief } = telegramPeople;
  const { id: chatId } = telegram.addGroup({ title: 'Hidden', supergroup: true });
  telegram.addMember(chatId, chief, { administrator: true });
  const said = leaves.map(({ name, example }): Said => {
    const { messageId } = telegram.say({ as: chief, chatId, text: example, anonymousAdmin: true });
    return { command: name, as: 'stranger', chatId, messageId };
  });
  expect(await answersTo(said)).toEqual(declared(['stranger'], ['stranger']));
}, 60_000);

test('a post in a channel manages the channel and has no role either; refusals stay from readers', async () => {
  const { telegram } = room;
  const { id: chatId } = telegram.addChannel({ title: 'Posts' });
  const { manager } = telegramPeople;
  telegram.addMember(chatId, manager, { administrator: true });
  const uses: Use[] = [];
  for (const { name, example } of leaves) {
    const before = telegram.messages(manager.id).length;
    const { messageId } = telegram.postInChannel({ chatId, text: example });
    const aside = () => telegram.messages(manager.id)[before];
    const here = () => telegram.messages(chatId).find(({ replyToId }) => replyToId === messageId);
    const told = await telegram.waitFor(() => here() ?? aside());
    const refused = isRefused(told.text);
    expect(refused && told.chatId === chatId, name).toBe(false);
    uses.push({ command: name, as: 'stranger', refused });
  }
  expect(uses).toEqual(declared(['stranger'], ['stranger']));
}, 60_000);

test('a chief’s button checks the role of whoever presses it, each time', async () => {
  const { discord, telegram, cast } = room;
  await room.onTelegram('/story open title:"Harbour bridge" timezone:Europe/Oslo');
  await room.onTelegram('/update story:harbour-bridge headline:"Bridge closed"\nNobody may cross.');
  await room.onTelegram('/kill harbour-bridge/1 it was made up');
  const offer = telegram.messages(cast.telegram.chief.id).findLast(({ text }) => text.startsWith('Withdraw'));
  const [button] = offer?.buttons.flat() ?? [];
  const data = button !== undefined && 'data' in button ? button.data : '';
  const { editor } = telegramPeople;
  const own = telegram.messages(editor.id).findLast(({ fromBot }) => fromBot);
  const heard = (words: string) => telegram.messages(editor.id).some(({ text }) => text.includes(words));
  await telegram.press({ as: editor, chatId: editor.id, messageId: own?.id ?? 0, data });
  await telegram.waitFor(() => heard('You need to be a chief to use /kill ask'));

  // At the desk on Discord everybody sees the buttons of what is asked there.
  const { chief, desk } = cast.discord;
  const set = await discord.command({ as: chief, channelId: desk, line: '/desk' });
  await set.reply(10_000);
  await telegram.press({
    as: cast.telegram.chief,
    chatId: cast.telegram.chief.id,
    messageId: offer?.id ?? 0,
    data,
  });
  const notice = await discord.waitFor(() =>
    discord.messages(desk).find(({ content }) => content.includes('wants to withdraw')),
  );
  const press = { channelId: desk, messageId: notice.id, label: 'Confirm the kill' };
  const pressed = await discord.pressButton({ ...press, as: discordPeople.editor });
  expect((await pressed.reply(10_000)).content).toContain('You need to be a chief to use /kill confirm');
  expect(await room.onTelegram('/status harbour-bridge/1')).not.toContain('withdrawn');
  const confirmed = await discord.pressButton({ ...press, as: chief });
  expect((await confirmed.reply(10_000)).content).toContain('was withdrawn at');
});

test.each(['private', 'group'] as const)(
  'in %s on Telegram, what only buttons lead to is for those whom its declaration names',
  async (where) => {
    const { telegram } = room;
    const group = telegram.addGroup({ title: 'Pressing', supergroup: true }).id;
    for (const as of holders)
      telegram.addMember(group, telegramPeople[as], { administrator: as === 'manager' });
    const uses: Use[] = [];
    for (const { name, path } of pressedOnly) {
      for (const as of holders) {
        const chatId = where === 'private' ? telegramPeople[as].id : group;
        const { messageId } = telegram.say({ as: telegramPeople[as], chatId, text: '/help' });
        const help = await telegram.waitFor(() =>
          telegram.messages(chatId).find(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
        );
        const token = await kept.keep({ kind: 'button', path, input: {} }, 60_000);
        const isSaid = () => telegram.messages(chatId).find(({ fromBot, id }) => fromBot && id > help.id);
        await telegram.press({ as: telegramPeople[as], chatId, messageId: help.id, data: `b:${token}` });
        const { text } = await telegram.waitFor(isSaid);
        uses.push({ command: name, as, refused: isRefused(text) });
      }
    }
    expect(uses).toEqual(declared(holders, ['manager'], pressedOnly));
  },
  60_000,
);

test.each(['private', 'server'] as const)(
  'in %s on Discord, what only buttons lead to is for those whom its declaration names, also by a forged press',
  async (where) => {
    const { discord, cast } = room;
    const press = async (as: Holder, path: readonly string[]) => {
      const person = discordPeople[as];
      const channelId = where === 'private' ? discord.directChannel(person).id : cast.discord.newsroom;
      const acting = { as: person, channelId, canManageChannels: as === 'manager' };
      const use = await discord.command({ ...acting, line: '/help' });
      await use.reply(30_000);
      const token = await kept.keep({ kind: 'button', path, input: {} }, 60_000);
      const pressed = await discord.pressButton({ ...acting, use, forgedId: `b:${token}` });
      return isRefused((await pressed.reply(30_000)).content);
    };
    const uses = pressedOnly.flatMap(({ name, path }) =>
      holders.map(async (as): Promise<Use> => ({ command: name, as, refused: await press(as, path) })),
    );
    expect(await Promise.all(uses)).toEqual(declared(holders, ['manager'], pressedOnly));
  },
  60_000,
);

test('a made up custom id on Discord does nothing and gets one line', async () => {
  const { discord, cast } = room;
  const acting = { as: cast.discord.chief, channelId: cast.discord.newsroom };
  const use = await discord.command({ ...acting, line: '/help' });
  await use.reply(10_000);
  const form = await kept.keep({ kind: 'form', path: ['kill', 'confirm'], input: {} }, 60_000);
  for (const forgedId of [
    'b:AAAAAAAAAAAAAAAAAAAAAA',
    'b:kill confirm harbour-bridge/1',
    'b:p:kill:harbour-bridge',
    'b:',
    'kill',
    `b:${form}`,
    `f:${form}`,
  ]) {
    const pressed = await discord.pressButton({ ...acting, use, forgedId });
    expect((await pressed.reply(10_000)).content).toBe('This button is too old. Send the command itself.');
  }
});

test('forged data of buttons does nothing and gets one line', async () => {
  const { telegram } = room;
  const { chief } = telegramPeople;
  await room.onTelegram('/help');
  const own = telegram.messages(chief.id).findLast(({ fromBot }) => fromBot);
  for (const data of [
    'b:AAAAAAAAAAAAAAAAAAAAAA',
    'b:kill confirm harbour-bridge/1',
    'b:p:kill:harbour-bridge',
    'b:',
  ]) {
    const before = telegram.messages(chief.id).length;
    await telegram.press({ as: chief, chatId: chief.id, messageId: own?.id ?? 0, data });
    await telegram.waitFor(() => telegram.messages(chief.id).length > before);
    expect(telegram.messages(chief.id).at(-1)?.text).toBe('This button is too old. Send the command itself.');
  }
});
