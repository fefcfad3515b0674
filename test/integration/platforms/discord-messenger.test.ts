import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Picture } from '../../../src/domain/picture.ts';
import { createLogger } from '../../../src/logger.ts';
import { createDiscordMessenger } from '../../../src/platforms/discord/messenger.ts';
import type { Part, SendRequest } from '../../../src/platforms/platform.ts';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

const now = () => 1_772_107_740_000;
const bytes = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
const picture: Picture = { mediaId: 'kept', mimeType: 'image/png', alt: 'The harbour at dawn' };

function part(text: string, rest: Partial<Part> = {}): Part {
  return { fingerprint: text, text, entities: [], ...rest };
}

async function openSandbox() {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const channel = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  return { sandbox, guild, channel, messenger: openMessenger(sandbox) };
}

function openMessenger({ apiUrl, token }: Pick<DiscordSandbox, 'apiUrl' | 'token'>, timeoutMs = 2_000) {
  const lines: string[] = [];
  const messenger = createDiscordMessenger({
    token,
    apiUrl,
    timeoutMs,
    now,
    loadMedia: async (mediaId) => (mediaId === 'kept' ? bytes : undefined),
    log: createLogger({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(line) } }),
  });
  onTestFinished(() => messenger.close());
  return Object.assign(messenger, { lines });
}

function request(channelId: string, rest: Partial<SendRequest> = {}): SendRequest {
  return {
    destination: `discord:${channelId}`,
    part: part('Ferries will not sail'),
    idempotencyKey: 'a',
    silent: false,
    ...rest,
  };
}

test('a message is sent once for one key, rings nobody by name, and shows no previews', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  const loud = request(channel.id, { part: part('@everyone see https://example.org') });

  const first = await messenger.send(loud);
  const again = await messenger.send(loud);

  expect(again).toEqual(first);
  expect(sandbox.messages(channel.id)).toMatchObject([
    { content: '@everyone see https://example.org', pingsEveryone: false, silent: false, flags: 4 },
  ]);
});

test.each([
  ['is too large for the server', { status: 400, code: 50_045 }],
  ['makes the request too large', { status: 413, code: 40_005 }],
  ['is too large for a proxy', { status: 413, html: '<h1>413</h1>' }],
])('a picture that %s does not take its text with it', async (_, fault) => {
  const { sandbox, channel, messenger } = await openSandbox();
  sandbox.faults.add({ kind: 'status', method: 'POST', ...fault });
  const outcome = await messenger.send(request(channel.id, { part: part('Dawn', { picture }) }));
  const [sent, ...others] = sandbox.messages(channel.id);

  expect(outcome).toEqual({
    kind: 'delivered',
    messageId: sent?.id,
    withoutPicture: 'it is too large for Discord',
  });
  expect([sent?.content, sent?.attachments, others]).toEqual(['Dawn', [], []]);
});

test('a silent reply with a preview is sent as such, also when what it answers is gone', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  const first = await messenger.send(request(channel.id));
  const replyTo = sandbox.messages(channel.id)[0]?.id ?? '';
  const quiet = { silent: true, part: part('Two', { linkPreview: 'https://example.org' }) };

  await messenger.send(request(channel.id, { ...quiet, idempotencyKey: 'b', replyTo }));
  await messenger.delete({ destination: `discord:${channel.id}`, messageId: replyTo });
  const orphan = await messenger.send(request(channel.id, { ...quiet, idempotencyKey: 'c', replyTo }));

  expect(first).toEqual({ kind: 'delivered', messageId: replyTo });
  expect(orphan.kind).toBe('delivered');
  expect(sandbox.messages(channel.id)[0]).toMatchObject({ silent: true, flags: 4096, referencedId: replyTo });
});

test('a picture goes with its description, stays through an edit, and leaves with a kill notice', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  await messenger.send(request(channel.id, { part: part('Dawn', { picture }) }));
  const [sent] = sandbox.messages(channel.id);
  const at = { destination: `discord:${channel.id}`, messageId: sent?.id ?? '' } as const;

  const edited = await messenger.edit({ ...at, part: part('Dawn, @everyone', { picture }) });
  const [kept] = sandbox.messages(channel.id);
  await messenger.edit({ ...at, part: part('Withdrawn') });
  const [bare] = sandbox.messages(channel.id);

  expect(sent?.attachments).toMatchObject([
    { filename: 'picture.png', contentType: 'image/png', description: 'The harbour at dawn' },
  ]);
  expect(Buffer.from(sent?.attachments[0]?.bytes ?? [])).toEqual(Buffer.from(bytes));
  expect(edited).toEqual({ kind: 'delivered', messageId: at.messageId });
  expect(kept).toMatchObject({ content: 'Dawn, @everyone', pingsEveryone: false, attachments: [{}] });
  expect(bare).toMatchObject({ content: 'Withdrawn', attachments: [] });
});

test('a picture that is not kept any more does not hold the text back', async () => {
  const { sandbox, channel, messenger } = await openSandbox();

  const lost = part('Dawn', { picture: { ...picture, mediaId: 'lost' } });
  const outcome = await messenger.send(request(channel.id, { part: lost }));

  expect(outcome.kind).toBe('delivered');
  expect(sandbox.messages(channel.id)).toMatchObject([{ content: 'Dawn', attachments: [] }]);
});

test('messages are pinned and deleted, and a message that is already gone is not a failure', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  await messenger.send(request(channel.id));
  const messageId = sandbox.messages(channel.id)[0]?.id ?? '';
  const at = { destination: `discord:${channel.id}`, messageId } as const;

  const pinned = await messenger.pin(at);
  const pins = sandbox.pins(channel.id).map(({ id }) => id);
  const outcomes = [
    await messenger.delete(at),
    await messenger.delete(at),
    await messenger.edit({ ...at, part: part('Late') }),
    await messenger.pin(at),
  ];

  expect(pinned.kind).toBe('delivered');
  expect(pins).toEqual([messageId]);
  expect(outcomes.map(({ kind }) => kind)).toEqual([
    'delivered',
    'unchanged',
    'message-gone',
    'message-gone',
  ]);
});

test('a limit lasts as long as the body says when the header says less, and nothing is tried in the meantime', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  const fault = { kind: 'rate-limit', headerSeconds: 1, bodySeconds: 1163, code: 30046 } as const;
  sandbox.faults.add({ ...fault, scope: 'user' });

  const outcome = await messenger.send(request(channel.id));

  expect(outcome).toMatchObject({ kind: 'rate-limited', scope: 'message' });
  expect(outcome).toHaveProperty('until', expect.closeTo(now() + 1_163_000, -3));
  expect(sandbox.requests()).toHaveLength(1);
  expect(messenger.lines.join('')).toContain('30046');
});

test('a global limit is for the whole platform', async () => {
  const { sandbox, guild, channel, messenger } = await openSandbox();
  const other = sandbox.addChannel({ guildId: guild.id, name: 'weather' });
  sandbox.faults.add({ kind: 'rate-limit', scope: 'global', headerSeconds: 3, bodySeconds: 3 });

  const outcome = await messenger.send(request(channel.id));
  const next = await messenger.send(request(other.id));

  expect(outcome).toMatchObject({ kind: 'rate-limited', scope: 'platform' });
  expect(next).toMatchObject({ kind: 'rate-limited', scope: 'platform' });
  expect(sandbox.requests()).toHaveLength(1);
});

test('one refusal of the token does not end later sends', async () => {
  const { sandbox, channel, messenger } = await openSandbox();
  sandbox.faults.add({ kind: 'status', status: 401, code: 0, message: '401: Unauthorized' });

  const refused = await messenger.send(request(channel.id));
  const later = await messenger.send(request(channel.id));

  expect(refused).toEqual({ kind: 'platform-refused', why: 'Discord refuses the bot token' });
  expect(later.kind).toBe('delivered');
});

test.each([
  { kind: 'reset-after' },
  { kind: 'reset-before' },
  { kind: 'hang', afterApplying: true },
  { kind: 'status', status: 502, html: '<h1>Bad gateway</h1>' },
] as const)(
  'after a fault of the kind %o the same send may be repeated without a second message',
  async (fault) => {
    const { sandbox, channel, messenger } = await openSandbox();
    sandbox.faults.add(fault);

    const failed = await messenger.send(request(channel.id));
    const attempts = sandbox.requests().length;
    sandbox.faults.clear();
    const repeated = await messenger.send(request(channel.id));

    expect(failed.kind).toBe('retry-later');
    expect(attempts).toBe(1);
    expect(repeated.kind).toBe('delivered');
    expect(sandbox.messages(channel.id)).toHaveLength(1);
  },
);

test('an answer whose body never ends is given up in time', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  const messenger = openMessenger({ apiUrl: `http://127.0.0.1:${port}/api/`, token: 'x' }, 200);

  const outcome = await messenger.send(request('100000000000000001'));

  expect(outcome).toEqual({ kind: 'retry-later', why: 'Discord did not answer' });
});

test('lost rights, a lost channel and an archived thread are told apart', async () => {
  const { sandbox, guild, channel, messenger } = await openSandbox();
  const thread = sandbox.addChannel({
    guildId: guild.id,
    name: 'storm',
    kind: 'thread',
    parentId: channel.id,
  });
  await messenger.send(request(thread.id));
  const messageId = sandbox.messages(thread.id)[0]?.id ?? '';
  const edit = { destination: `discord:${thread.id}`, messageId, part: part('Changed') } as const;

  sandbox.archiveThread(thread.id);
  const archived = await messenger.edit(edit);
  const opened = await messenger.edit(edit);
  sandbox.updateChannelRights(channel.id, { canSend: false });
  const mute = await messenger.send(request(channel.id, { idempotencyKey: 'b' }));
  sandbox.updateChannelRights(channel.id, { canView: false });
  const blind = await messenger.send(request(channel.id, { idempotencyKey: 'c' }));
  sandbox.removeChannel(channel.id);
  const gone = await messenger.send(request(channel.id, { idempotencyKey: 'd' }));

  expect([archived, opened, mute, blind, gone]).toMatchObject([
    { kind: 'retry-later' },
    { kind: 'delivered' },
    { kind: 'needs-rights', why: 'I may not post there; ask an admin for Send Messages' },
    { kind: 'forbidden', why: 'I may not see this channel; ask an admin for View Channel' },
    { kind: 'destination-gone' },
  ]);
});

test('a text that Discord refuses is the fault of the entry, and it is not logged', async () => {
  const { channel, messenger } = await openSandbox();

  const outcome = await messenger.send(request(channel.id, { part: part('secret '.repeat(300)) }));

  expect(outcome.kind).toBe('entry-refused');
  expect(messenger.lines.join('')).toContain('50035');
  expect(messenger.lines.join('')).not.toMatch(/secret|sandbox-discord-token/);
});
