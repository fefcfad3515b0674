import { type APIMessage, DiscordAPIError, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

let nowMs: number;
let sandbox: DiscordSandbox;
let rest: REST;
let guildId: string;
let channelId: string;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 1, 26, 12);
  sandbox = await startDiscordSandbox({ now: () => nowMs });
  rest = new REST({ api: sandbox.apiUrl, retries: 0, globalRequestsPerSecond: 10_000 }).setToken(
    sandbox.token,
  );
  guildId = sandbox.addGuild('Coast Guild').id;
  channelId = sandbox.addChannel({ guildId, name: 'news' }).id;
});

afterEach(() => sandbox.close());

// The routes below all answer with a message.
const send = (body: object, channel = channelId) =>
  rest.post(Routes.channelMessages(channel), { body }) as Promise<APIMessage>;
const edit = (id: string, body: object, channel = channelId) =>
  rest.patch(Routes.channelMessage(channel, id), { body }) as Promise<APIMessage>;

async function refusalOf(request: Promise<unknown>): Promise<DiscordAPIError> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DiscordAPIError) return error;
  throw new Error(`expected a refusal of Discord's, got ${String(error)}`);
}

const codeOf = async (request: Promise<unknown>) => (await refusalOf(request)).code;

describe('messages', () => {
  test('are sent, edited, pinned, listed and deleted', async () => {
    const sent = await send({ content: 'Bridge closed', flags: 4096 });
    await edit(sent.id, { content: 'Bridge open' });
    await rest.put(Routes.channelMessagesPin(channelId, sent.id));
    const [message] = sandbox.messages(channelId);
    expect(message).toMatchObject({ content: 'Bridge open', silent: true, pinned: true, editedAt: nowMs });
    expect(sandbox.pins(channelId).map(({ id }) => id)).toEqual([sent.id]);
    expect(sandbox.notices(channelId)[0]?.referencedId).toBe(sent.id);
    const listed = (await rest.get(Routes.channelMessages(channelId))) as APIMessage[]; // A list of messages.
    expect(listed.map(({ type }) => type)).toEqual([6, 0]);
    await rest.delete(Routes.channelMessage(channelId, sent.id));
    expect(sandbox.messages(channelId)).toEqual([]);
    expect(await codeOf(rest.delete(Routes.channelMessage(channelId, sent.id)))).toBe(10008);
  });

  test('carry files whose bytes are served, and lose those that an edit leaves out', async () => {
    const files = [{ name: 'bridge.png', data: Buffer.from([1, 2, 3]) }];
    const attachments = [{ id: '0', description: 'The bridge' }];
    const embeds = [{ image: { url: 'attachment://bridge.png' } }];
    const body = { content: 'Bridge', embeds, attachments };
    const sent = (await rest.post(Routes.channelMessages(channelId), { body, files })) as APIMessage; // The message.
    const url = sent.attachments[0]?.url ?? '';
    expect(sent.embeds[0]?.image?.url).toBe(url);
    expect([...new Uint8Array(await (await fetch(url)).arrayBuffer())]).toEqual([1, 2, 3]);
    const kept = sandbox.messages(channelId)[0]?.attachments[0];
    expect(kept).toMatchObject({
      filename: 'bridge.png',
      contentType: 'image/png',
      description: 'The bridge',
    });
    await edit(sent.id, { embeds: [], attachments: [] });
    expect(sandbox.messages(channelId)[0]?.attachments).toEqual([]);
  });

  test('answer others, or go without when those are gone and need not exist', async () => {
    const first = await send({ content: 'one' });
    const reply = await send({ content: 'two', message_reference: { message_id: first.id } });
    expect(reply.referenced_message?.content).toBe('one');
    await rest.delete(Routes.channelMessage(channelId, first.id));
    const gone = { message_reference: { message_id: first.id } };
    expect(await codeOf(send({ content: 'three', ...gone }))).toBe(50035);
    const optional = { message_reference: { message_id: first.id, fail_if_not_exists: false } };
    expect((await send({ content: 'three', ...optional })).message_reference).toBeUndefined();
  });

  test('ring for nobody only as long as every edit says so too', async () => {
    const content = '@everyone <@123456789012345678>';
    const sent = await send({ content, allowed_mentions: { parse: [] } });
    expect(sandbox.messages(channelId)[0]).toMatchObject({ pingsEveryone: false, pingedIds: [] });
    await edit(sent.id, { content });
    expect(sandbox.messages(channelId)[0]).toMatchObject({
      pingsEveryone: true,
      pingedIds: ['123456789012345678'],
    });
  });

  test('are published once, in announcement channels only', async () => {
    const announcements = sandbox.addChannel({ guildId, name: 'wire', kind: 'announcement' }).id;
    const sent = await send({ content: 'Bridge closed' }, announcements);
    await rest.post(Routes.channelMessageCrosspost(announcements, sent.id));
    expect(await codeOf(rest.post(Routes.channelMessageCrosspost(announcements, sent.id)))).toBe(40033);
    const plain = await send({ content: 'Bridge closed' });
    expect(await codeOf(rest.post(Routes.channelMessageCrosspost(channelId, plain.id)))).toBe(50024);
  });
});

describe('a nonce', () => {
  const body = { content: 'once', nonce: 'story-1', enforce_nonce: true };

  test('gives the earlier message for some minutes, then a new one', async () => {
    const first = await send(body);
    expect((await send(body)).id).toBe(first.id);
    expect(sandbox.messages(channelId)).toHaveLength(1);
    nowMs += 180_001;
    expect((await send(body)).id).not.toBe(first.id);
  });

  test('gives 10008 when the earlier message was deleted', async () => {
    const first = await send(body);
    await rest.delete(Routes.channelMessage(channelId, first.id));
    expect(await codeOf(send(body))).toBe(10008);
  });
});

describe('refusals', () => {
  test.each([
    ['no content', {}, 50006, 'Cannot send an empty message'],
    ['spaces alone', { content: ' \n' }, 50006, 'Cannot send an empty message'],
    [
      '2,001 characters',
      { content: 'x'.repeat(2_001) },
      50035,
      'content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer',
    ],
    ['a long nonce', { content: 'x', nonce: 'n'.repeat(26) }, 50035, 'nonce'],
    [
      'a long embed title',
      { embeds: [{ title: 'x'.repeat(257) }] },
      50035,
      'embeds[0].title[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'too much in embeds',
      { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3_001) })) },
      50035,
      'embeds[MAX_EMBED_SIZE',
    ],
    [
      'parse and ids',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
      50035,
      'exclusive',
    ],
    [
      'V2 with content',
      { content: 'x', flags: 32768, components: [{ type: 10, content: 'y' }] },
      50035,
      'content[MESSAGE_CANNOT',
    ],
    [
      'V2 without its flag',
      { components: [{ type: 10, content: 'y' }] },
      50035,
      'components[0][UNION_TYPE_CHOICES]',
    ],
    [
      'V2 with too much text',
      { flags: 32768, components: [1, 2].map(() => ({ type: 10, content: 'y'.repeat(2_001) })) },
      50035,
      '4000',
    ],
  ])('of %s', async (_what, body, code, text) => {
    const error = await refusalOf(send(body));
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  test('follow from rights, threads, types and owners', async () => {
    const own = await send({ content: 'own' });
    const other = sandbox.say({ as: sandbox.addPerson({ name: 'Mari' }), channelId, content: 'hello' });
    expect(await codeOf(edit(other.id, { content: 'mine' }))).toBe(50005);
    expect(await codeOf(edit('123456789012345678', { content: 'x' }))).toBe(10008);
    expect(await codeOf(send({ content: 'x' }, '123456789012345678'))).toBe(10003);
    const forum = sandbox.addChannel({ guildId, name: 'forum', kind: 'forum' }).id;
    expect(await codeOf(send({ content: 'x' }, forum))).toBe(50008);
    sandbox.updateChannelRights(channelId, { canSend: false, canPin: false });
    expect(await codeOf(send({ content: 'x' }))).toBe(50013);
    expect(await codeOf(rest.put(Routes.channelMessagesPin(channelId, own.id)))).toBe(50013);
    sandbox.updateChannelRights(channelId, { canView: false });
    expect(await codeOf(edit(own.id, { content: 'x' }))).toBe(50001);
    sandbox.removeGuild(guildId);
    expect(await codeOf(rest.get(Routes.guild(guildId)))).toBe(10004);
  });

  test('of edits in archived threads, until something is written there; of everything in locked ones', async () => {
    const thread = sandbox.addChannel({ guildId, name: 'talk', kind: 'thread', parentId: channelId }).id;
    const sent = await send({ content: 'x' }, thread);
    sandbox.archiveThread(thread);
    expect(await codeOf(edit(sent.id, { content: 'y' }, thread))).toBe(50083);
    await rest.patch(Routes.channel(thread), { body: { archived: false } });
    await edit(sent.id, { content: 'y' }, thread);
    sandbox.archiveThread(thread);
    await send({ content: 'z' }, thread);
    await edit(sent.id, { content: 'w' }, thread);
    sandbox.archiveThread(thread, { locked: true });
    expect(await codeOf(send({ content: 'x' }, thread))).toBe(160005);
    expect(await codeOf(rest.patch(Routes.channel(thread), { body: { archived: false } }))).toBe(50013);
  });

  test('of the 251st pin', async () => {
    const sent = await Promise.all(Array.from({ length: 251 }, (_, index) => send({ content: `${index}` })));
    for (const { id } of sent.slice(0, 250)) await rest.put(Routes.channelMessagesPin(channelId, id));
    expect(await codeOf(rest.put(Routes.channelMessagesPin(channelId, sent[250]?.id ?? '')))).toBe(30003);
    const page = (await rest.get(Routes.channelMessagesPins(channelId))) as {
      items: unknown[];
      has_more: boolean;
    }; // A page of pins.
    expect([page.items.length, page.has_more]).toEqual([50, true]);
  });

  test('of a wrong token and of routes that do not exist', async () => {
    const stranger = new REST({ api: sandbox.apiUrl }).setToken('wrong');
    expect((await refusalOf(stranger.get(Routes.user()))).status).toBe(401);
    expect((await refusalOf(rest.get('/nowhere'))).status).toBe(404);
  });

  test('of commands that Discord would not register', async () => {
    const route = Routes.applicationCommands(sandbox.applicationId);
    const register = (...commands: object[]) => refusalOf(rest.put(route, { body: commands }));
    const option = (name: string, required: boolean) => ({ type: 3, name, description: 'd', required });
    const good = { name: 'story', description: 'Stories', default_member_permissions: '16' };
    expect((await register(good, good)).message).toContain('1.name[APPLICATION_COMMANDS_DUPLICATE_NAME]');
    expect((await register({ ...good, name: 'Story' })).message).toContain('STRING_TYPE_REGEX');
    expect((await register({ ...good, description: 'x'.repeat(101) })).message).toContain('0.description');
    const misordered = [option('a', false), option('b', true)];
    expect((await register({ ...good, options: misordered })).message).toContain('0.options[1]');
    expect(sandbox.commands()).toEqual([]);
  });
});
