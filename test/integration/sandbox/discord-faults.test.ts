import { HTTPError, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordSandbox, startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

let nowMs: number;
let sandbox: DiscordSandbox;
let rest: REST;
let channelId: string;

async function start(enforceLimits: boolean): Promise<void> {
  nowMs = Date.UTC(2026, 1, 26, 12);
  sandbox = await startDiscordSandbox({ now: () => nowMs, enforceLimits });
  rest = new REST({ api: sandbox.apiUrl, retries: 0, timeout: 500, offset: 0 }).setToken(sandbox.token);
  const guildId = sandbox.addGuild('Coast Guild').id;
  channelId = sandbox.addChannel({ guildId, name: 'news' }).id;
}

afterEach(() => sandbox.close());

const send = (content = 'x') => rest.post(Routes.channelMessages(channelId), { body: { content } });

/** Sends without a client, to see the bare answer. */
const sendBare = (path: string = Routes.channelMessages(channelId), method = 'POST') =>
  fetch(`${sandbox.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'x' }),
  });

describe('scripted faults', () => {
  beforeEach(() => start(false));

  test('429 names one wait in the header and another in the body, and hits as often as it should', async () => {
    const limit = {
      kind: 'rate-limit',
      scope: 'shared',
      headerSeconds: 1,
      bodySeconds: 1163,
      code: 20028,
    } as const;
    sandbox.faults.add({ ...limit, method: 'POST', channelId });
    const answer = await sendBare();
    expect(answer.status).toBe(429);
    expect([answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-scope')]).toEqual([
      '1',
      'shared',
    ]);
    expect(await answer.json()).toMatchObject({ retry_after: 1163, global: false, code: 20028 });
    expect((await sendBare()).status).toBe(200);
    expect(sandbox.rateLimitedCount()).toBe(1);
    expect(sandbox.requests().map(({ status }) => status)).toEqual([429, 200]);
  });

  test('a status comes as JSON or as a page of a proxy', async () => {
    sandbox.faults.add({ kind: 'status', status: 502, html: '<h1>Bad gateway</h1>', route: '/channels' });
    await expect(send()).rejects.toThrow(HTTPError);
    sandbox.faults.add({
      kind: 'status',
      status: 403,
      code: 50013,
      message: 'Missing Permissions',
      route: /messages$/,
    });
    await expect(send()).rejects.toMatchObject({ code: 50013 });
    expect(sandbox.messages(channelId)).toEqual([]);
  });

  test('a reset happens before or after the request is applied', async () => {
    sandbox.faults.add({ kind: 'reset-before' });
    await expect(send('before')).rejects.toMatchObject({ code: 'ECONNRESET' });
    sandbox.faults.add({ kind: 'reset-after' });
    await expect(send('after')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sandbox.messages(channelId).map(({ content }) => content)).toEqual(['after']);
  });

  test('a request hangs, applied or not, until the fault is taken away', async () => {
    sandbox.faults.add({ kind: 'hang' });
    const bare = sendBare();
    const refused = expect(bare).rejects.toThrow();
    await sandbox.waitFor(() => sandbox.requests().length === 1);
    sandbox.faults.clear();
    await refused;
    expect(sandbox.messages(channelId)).toEqual([]);
    const lift = sandbox.faults.add({ kind: 'hang', afterApplying: true });
    await expect(send()).rejects.toMatchObject({ name: 'AbortError' });
    lift();
    expect(sandbox.messages(channelId)).toHaveLength(1);
  });

  test('a probability draws the same for the same seed', async () => {
    const drawn = async () => {
      const lift = sandbox.faults.add({ kind: 'status', status: 500, probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let count = 0; count < 12; count += 1) statuses.push((await sendBare()).status);
      lift();
      return statuses;
    };
    const first = await drawn();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await drawn()).toEqual(first);
  });
});

describe('enforced limits', () => {
  beforeEach(() => start(true));

  test('five messages in five seconds for each channel, told in headers', async () => {
    const first = await sendBare();
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4');
    expect(first.headers.get('x-ratelimit-reset-after')).toBe('5.000');
    for (let count = 0; count < 4; count += 1) expect((await sendBare()).status).toBe(200);
    nowMs += 2_500;
    const refused = await sendBare();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await refused.json()).toMatchObject({ retry_after: 2.5, global: false });
    nowMs += 2_500;
    expect((await sendBare()).status).toBe(200);
    expect(sandbox.rateLimitedCount()).toBe(1);
  });

  test('edits of messages older than an hour have a limit of their own', async () => {
    const { id } = (await (await sendBare()).json()) as { id: string }; // The message just sent.
    nowMs += 3_600_001;
    const answers = [];
    for (let count = 0; count < 4; count += 1)
      answers.push(await sendBare(Routes.channelMessage(channelId, id), 'PATCH'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(await answers[3]?.json()).toMatchObject({ code: 30046 });
  });

  test('fifty requests a second in all', async () => {
    const answers = await Promise.all(
      Array.from({ length: 51 }, () => sendBare(Routes.channel(channelId), 'PATCH')),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ headers }) => headers.get('x-ratelimit-global'))).toEqual(['true']);
  });
});

test('a client that reads the headers meets no refusal', async () => {
  sandbox = await startDiscordSandbox({ enforceLimits: true });
  rest = new REST({ api: sandbox.apiUrl }).setToken(sandbox.token);
  channelId = sandbox.addChannel({ guildId: sandbox.addGuild('Coast Guild').id, name: 'news' }).id;
  await Promise.all(Array.from({ length: 7 }, () => send()));
  expect(sandbox.messages(channelId)).toHaveLength(7);
  expect(sandbox.rateLimitedCount()).toBe(0);
});
