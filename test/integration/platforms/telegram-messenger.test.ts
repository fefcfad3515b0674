import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/logger.ts';
import type { LoadMedia, Part } from '../../../src/platforms/platform.ts';
import { createTelegramMessenger } from '../../../src/platforms/telegram/messenger.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { openSandbox, pixel } from '../sandbox/telegram-bot.ts';

const now = 1_000_000;
const picture = { mediaId: 'm1', mimeType: 'image/png' } as const;

function messengerOn(sandbox: TelegramSandbox, settings: { loadMedia?: LoadMedia; log?: string[] } = {}) {
  const { loadMedia = async () => pixel, log = [] } = settings;
  return createTelegramMessenger({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    loadMedia,
    now: () => now,
    timeoutSeconds: 0.3,
    log: createLogger({ level: 'debug', secrets: [], destination: { write: (line) => log.push(line) } }),
  });
}

function partOf(text: string, more: Partial<Part> = {}): Part {
  return { fingerprint: text, text, entities: [], ...more };
}

async function openChannel() {
  const sandbox = await openSandbox();
  const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
  const destination = `telegram:${id}` as const;
  const requestOf = (part: Part) => ({ destination, part, idempotencyKey: 'k', silent: false });
  return { sandbox, id, destination, requestOf };
}

function idOf(outcome: object): string {
  return 'messageId' in outcome ? String(outcome.messageId) : 'none';
}

describe('a send', () => {
  it('gives the text and its formatting, without a preview unless one is wanted', async () => {
    const { sandbox, id, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    const bold = [{ type: 'bold', offset: 0, length: 6 }];
    const outcome = await messenger.send(requestOf(partOf('Bridge <closed> *now*', { entities: bold })));
    await messenger.send({
      ...requestOf(partOf('See example.org', { linkPreview: 'https://example.org' })),
      silent: true,
    });

    expect(outcome.kind).toBe('delivered');
    const [first, second] = sandbox.messages(id);
    expect(first).toMatchObject({
      id: Number(idOf(outcome)),
      text: 'Bridge <closed> *now*',
      entities: bold,
      silent: false,
      linkPreview: { is_disabled: true },
    });
    expect(second).toMatchObject({
      silent: true,
      linkPreview: { is_disabled: false, url: 'https://example.org' },
    });
  });

  it('goes to a topic and answers a message, or does without when that is gone', async () => {
    const sandbox = await openSandbox();
    const forum = sandbox.addGroup({ title: 'Coast', forum: true });
    const { threadId } = sandbox.addTopic(forum.id, 'Ferries');
    const messenger = messengerOn(sandbox);
    const request = {
      destination: `telegram:${forum.id}:${threadId}`,
      idempotencyKey: 'k',
      silent: false,
    } as const;
    const first = await messenger.send({ ...request, part: partOf('one') });
    await messenger.send({ ...request, part: partOf('two'), replyTo: idOf(first) });
    const third = await messenger.send({ ...request, part: partOf('three'), replyTo: '9999' });

    expect(third.kind).toBe('delivered');
    const sent = sandbox.messages(forum.id).filter((message) => message.fromBot);
    expect(sent.map((message) => message.threadId)).toEqual([threadId, threadId, threadId]);
    expect(sent[1]?.replyToId).toBe(Number(idOf(first)));
  });

  it('uploads a picture once', async () => {
    const { sandbox, id, requestOf } = await openChannel();
    let loads = 0;
    const messenger = messengerOn(sandbox, {
      async loadMedia() {
        loads += 1;
        return pixel;
      },
    });
    await messenger.send(requestOf(partOf('Harbour at dawn', { picture })));
    await messenger.send(requestOf(partOf('Harbour at noon', { picture })));

    const photos = sandbox.messages(id).map((message) => message.photo);
    expect(sandbox.messages(id).map(({ text }) => text)).toEqual(['Harbour at dawn', 'Harbour at noon']);
    expect(photos[0]?.bytes).toEqual(pixel);
    expect(photos[1]?.fileId).toBe(photos[0]?.fileId);
    expect(loads).toBe(1);
  });

  it('uploads a picture again when Telegram has dropped it', async () => {
    const { sandbox, id, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    await messenger.send(requestOf(partOf('one', { picture })));
    const description = 'Bad Request: wrong remote file identifier specified: Wrong string length';
    sandbox.faults.add({ kind: 'status', errorCode: 400, description, method: 'sendPhoto' });

    expect((await messenger.send(requestOf(partOf('two', { picture })))).kind).toBe('retry-later');
    expect((await messenger.send(requestOf(partOf('two', { picture })))).kind).toBe('delivered');
    expect(sandbox.messages(id)[1]?.photo?.bytes).toEqual(pixel);
  });

  it('goes without a picture that is not kept any more, and can still be edited', async () => {
    const { sandbox, id, requestOf, destination } = await openChannel();
    const messenger = messengerOn(sandbox, { loadMedia: async () => undefined });
    const outcome = await messenger.send(requestOf(partOf('one', { picture })));
    const part = partOf('two', { picture });
    const edited = await messenger.edit({ destination, messageId: idOf(outcome), part });

    expect(edited.kind).toBe('delivered');
    expect(sandbox.messages(id).map(({ text, photo }) => ({ text, photo }))).toEqual([{ text: 'two' }]);
  });

  it('waits when a picture cannot be read', async () => {
    const { sandbox, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox, { loadMedia: async () => Promise.reject(new Error('away')) });
    expect((await messenger.send(requestOf(partOf('one', { picture })))).kind).toBe('retry-later');
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('an outcome', () => {
  it.each([
    ['a connection that broke before', { kind: 'reset-before' }, 0, 'unknown'],
    ['a connection that broke after', { kind: 'reset-after' }, 1, 'unknown'],
    ['no answer in time', { kind: 'hang' }, 0, 'unknown'],
    [
      'a page of a proxy',
      { kind: 'status', errorCode: 502, description: 'Bad Gateway', html: true },
      0,
      'unknown',
    ],
    [
      'a refused token',
      { kind: 'status', errorCode: 401, description: 'Unauthorized' },
      0,
      'platform-refused',
    ],
  ] as const)('is told after %s, and the call is not repeated', async (_, fault, arrived, kind) => {
    const { sandbox, id, requestOf } = await openChannel();
    const log: string[] = [];
    sandbox.faults.add(fault);
    const outcome = await messengerOn(sandbox, { log }).send(requestOf(partOf('the secret text')));

    expect(outcome.kind).toBe(kind);
    expect(sandbox.messages(id)).toHaveLength(arrived);
    expect(sandbox.requests()).toHaveLength(1);
    expect(log.join('') + JSON.stringify(outcome)).not.toContain('secret text');
    expect(log.join('') + JSON.stringify(outcome)).not.toContain(sandbox.token);
  });

  it('names the moment of a limit', async () => {
    const { sandbox, requestOf } = await openChannel();
    sandbox.faults.add({ kind: 'rate-limit', retryAfterSeconds: 30 });
    const outcome = await messengerOn(sandbox).send(requestOf(partOf('one')));
    expect(outcome).toEqual({ kind: 'rate-limited', until: now + 30_000, scope: 'destination' });
  });

  it('is certain when nothing listens', async () => {
    const { sandbox, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    await sandbox.close();
    expect((await messenger.send(requestOf(partOf('one')))).kind).toBe('retry-later');
  });

  it('names the new address of a group', async () => {
    const sandbox = await openSandbox();
    const group = sandbox.addGroup({ title: 'Coast' });
    const supergroup = sandbox.migrateToSupergroup(group.id);
    const request = { destination: `telegram:${group.id}`, idempotencyKey: 'k', silent: false } as const;
    const outcome = await messengerOn(sandbox).send({ ...request, part: partOf('one') });
    expect(outcome).toEqual({ kind: 'moved', to: `telegram:${supergroup.id}` });
  });

  it('tells what is wrong with a destination', async () => {
    const { sandbox, id, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    const nowhere = { ...requestOf(partOf('one')), destination: 'telegram:x' } as const;
    const unknown = { ...requestOf(partOf('one')), destination: 'telegram:-404' } as const;
    sandbox.setBotRights(id, { canPost: false });

    expect((await messenger.send(requestOf(partOf('one')))).kind).toBe('needs-rights');
    expect((await messenger.send(nowhere)).kind).toBe('destination-gone');
    expect((await messenger.send(unknown)).kind).toBe('destination-gone');
  });
});

describe('a message', () => {
  it('is edited in place, with or without a picture', async () => {
    const { sandbox, id, destination, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    const text = await messenger.send(requestOf(partOf('one')));
    const photo = await messenger.send(requestOf(partOf('two', { picture })));
    await messenger.edit({ destination, messageId: idOf(text), part: partOf('one, edited') });
    await messenger.edit({ destination, messageId: idOf(photo), part: partOf('two, edited', { picture }) });
    const same = await messenger.edit({ destination, messageId: idOf(text), part: partOf('one, edited') });

    expect(sandbox.messages(id).map((message) => message.text)).toEqual(['one, edited', 'two, edited']);
    expect(sandbox.messages(id)[1]?.photo?.bytes).toEqual(pixel);
    expect(same).toEqual({ kind: 'unchanged' });
  });

  it('is pinned silently, and deleted; a message that is gone is recognised', async () => {
    const { sandbox, id, destination, requestOf } = await openChannel();
    const messenger = messengerOn(sandbox);
    const messageId = idOf(await messenger.send(requestOf(partOf('one'))));
    const pinned = await messenger.pin({ destination, messageId });
    expect(pinned).toEqual({ kind: 'delivered', messageId });
    expect(sandbox.pins(id).map((message) => message.text)).toEqual(['one']);
    expect(sandbox.requests().at(-1)?.body).toMatchObject({ disable_notification: true });

    expect((await messenger.delete({ destination, messageId })).kind).toBe('delivered');
    expect((await messenger.delete({ destination, messageId })).kind).toBe('unchanged');
    expect((await messenger.edit({ destination, messageId, part: partOf('x') })).kind).toBe('message-gone');
    expect((await messenger.pin({ destination, messageId })).kind).toBe('message-gone');
  });
});
