import { Api, GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { createBot, openSandbox, poll } from './telegram-bot.ts';

async function openChannel() {
  const sandbox = await openSandbox();
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour' });
  return { sandbox, chatId, api: createBot(sandbox).api };
}

test('a rate limit names the seconds, is counted, and passes', async () => {
  const { sandbox, chatId, api } = await openChannel();
  sandbox.faults.add({ kind: 'rate-limit', retryAfterSeconds: 7, method: 'sendMessage', chatId, times: 2 });
  const refusal = {
    error_code: 429,
    description: 'Too Many Requests: retry after 7',
    parameters: { retry_after: 7 },
  };

  await expect(api.sendMessage(chatId, 'x')).rejects.toMatchObject(refusal);
  await expect(api.getChat(chatId)).resolves.toBeDefined();
  await expect(api.sendMessage(chatId, 'x')).rejects.toMatchObject(refusal);
  await expect(api.sendMessage(chatId, 'x')).resolves.toBeDefined();

  expect(sandbox.rateLimitedCount()).toBe(2);
  expect(sandbox.requests().map((it) => [it.method, it.chatId, it.status])).toEqual([
    ['sendMessage', chatId, 429],
    ['getChat', chatId, 200],
    ['sendMessage', chatId, 429],
    ['sendMessage', chatId, 200],
  ]);
});

test('a status is answered as JSON, or as the web page of a proxy', async () => {
  const { sandbox, chatId, api } = await openChannel();
  sandbox.faults.add({ kind: 'status', errorCode: 400, description: 'Bad Request: CHAT_WRITE_FORBIDDEN' });
  sandbox.faults.add({ kind: 'status', errorCode: 502, description: '502 Bad Gateway', html: true });

  await expect(api.sendMessage(chatId, 'x')).rejects.toBeInstanceOf(GrammyError);
  await expect(api.sendMessage(chatId, 'x')).rejects.toBeInstanceOf(HttpError);

  expect(sandbox.requests().map((it) => it.status)).toEqual([400, 502]);
  expect(sandbox.messages(chatId)).toEqual([]);
});

test('a hung request is never answered', async () => {
  const { sandbox, chatId } = await openChannel();
  const api = new Api(sandbox.token, { apiRoot: sandbox.apiUrl, timeoutSeconds: 0.2 });
  sandbox.faults.add({ kind: 'hang', method: 'sendMessage' });

  await expect(api.sendMessage(chatId, 'x')).rejects.toBeInstanceOf(HttpError);

  expect(sandbox.requests()).toMatchObject([{ status: 0, description: 'never answered' }]);
  expect(sandbox.messages(chatId)).toEqual([]);
});

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
] as const)('%s leaves %i messages', async (kind, count) => {
  const { sandbox, chatId, api } = await openChannel();
  sandbox.faults.add({ kind, method: 'sendMessage' });

  await expect(api.sendMessage(chatId, 'x')).rejects.toBeInstanceOf(HttpError);

  expect(sandbox.messages(chatId)).toHaveLength(count);
});

test('a group migrates in the middle of a request', async () => {
  const { sandbox, api } = await openChannel();
  const { id: chatId } = sandbox.addGroup({ title: 'Readers' });
  sandbox.faults.add({ kind: 'migrate', chatId });

  const refusal: unknown = await api.sendMessage(chatId, 'x').catch((error: unknown) => error);

  const newId = sandbox.chats().find((it) => it.kind === 'supergroup')?.id;
  expect(newId).toBeTypeOf('number');
  expect(refusal).toMatchObject({ error_code: 400, parameters: { migrate_to_chat_id: newId } });
});

test('a share of requests fails, the same ones in every run', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const failures = async (): Promise<readonly number[]> => {
    const remove = sandbox.faults.add({
      kind: 'status',
      errorCode: 500,
      description: 'Internal Server Error',
      probability: 0.3,
      seed: 7,
    });
    const before = sandbox.requests().length;
    for (let index = 0; index < 30; index += 1) await api.getChat(chatId).catch(() => undefined);
    remove();
    return sandbox
      .requests()
      .slice(before)
      .map((it) => it.status);
  };

  const first = await failures();

  expect(await failures()).toEqual(first);
  expect(first.filter((it) => it === 500).length).toBeGreaterThan(3);
  expect(first.filter((it) => it === 500).length).toBeLessThan(16);
});

test('a revoked token ends the poll and everything else', async () => {
  const { sandbox, chatId, api } = await openChannel();
  const { stopped } = poll(createBot(sandbox));
  await sandbox.waitFor(() => sandbox.requests().some((it) => it.method === 'deleteWebhook'));

  sandbox.revokeToken();

  await expect(stopped).rejects.toMatchObject({ error_code: 401, description: 'Unauthorized' });
  await expect(api.sendMessage(chatId, 'x')).rejects.toMatchObject({ error_code: 401 });
  sandbox.restoreToken();
  await expect(api.sendMessage(chatId, 'x')).resolves.toBeDefined();
  await expect(new Api('1:other', { apiRoot: sandbox.apiUrl }).getMe()).rejects.toMatchObject({
    error_code: 401,
  });
  await expect(new Api('other', { apiRoot: sandbox.apiUrl }).getMe()).rejects.toMatchObject({
    error_code: 404,
  });
});

test('limits are enforced when asked for: sends and edits share them, the rest is free', async () => {
  let now = 0;
  const sandbox = await openSandbox({ enforceLimits: true, now: () => now });
  const { id: chatId } = sandbox.addChannel({ title: 'Harbour' });
  const { api } = createBot(sandbox);
  const { message_id: id } = await api.sendMessage(chatId, '0');
  for (let edit = 1; edit < 20; edit += 1) {
    now += 1000;
    await api.editMessageText(chatId, id, `${edit}`);
    await api.getChat(chatId);
  }
  now += 1000;

  await expect(api.editMessageText(chatId, id, '20')).rejects.toMatchObject({
    parameters: { retry_after: 40 },
  });
  now += 40_000;
  await expect(api.editMessageText(chatId, id, '20')).resolves.toBeDefined();

  expect(sandbox.rateLimitedCount()).toBe(1);
});

test('a request that is no JSON object, and an address that is none, are refused as Telegram refuses', async () => {
  const { sandbox } = await openChannel();
  const ask = async (path: string, body: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${sandbox.apiUrl}${path}`, { method: 'POST', headers, body });
    return response.json();
  };

  expect(await ask(`/bot${sandbox.token}/getMe`, '[oops')).toMatchObject({ ok: false, error_code: 400 });
  expect(await ask('/nowhere', '{}')).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
});
