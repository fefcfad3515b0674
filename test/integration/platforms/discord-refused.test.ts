import { expect, it, onTestFinished } from 'vitest';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import { createLogger } from '../../../src/logger.ts';
import { BotAccount } from '../../../src/platforms/account.ts';
import { InvalidRequests } from '../../../src/platforms/discord/invalid-requests.ts';
import { createDiscordMessenger } from '../../../src/platforms/discord/messenger.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

const minuteMs = 60_000;

/** A messenger with its guards on a clock that only the test moves. */
async function open(limit: number) {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const told: string[] = [];
  const lines: string[] = [];
  const clock = { now: 1_800_000_000_000 };
  const shared = {
    tellDesk: async (content: Parameters<typeof plainText>[0]) => void told.push(plainText(content)),
    now: () => clock.now,
    log: createLogger({ level: 'info', secrets: [], destination: { write: (line) => lines.push(line) } }),
  };
  const account = new BotAccount({ ...shared, platform: 'discord' });
  const messenger = createDiscordMessenger({
    ...shared,
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    loadMedia: async () => undefined,
    account,
    invalid: new InvalidRequests({ ...shared, limit }),
  });
  onTestFinished(() => messenger.close());
  let sent = 0;
  const send = () => {
    sent += 1;
    // Each to a channel of its own, since a 429 closes a channel for a while.
    const { id } = sandbox.addChannel({ guildId: guild.id, name: `news-${sent}` });
    const part = { fingerprint: String(sent), text: `Update ${sent}`, entities: [] };
    return messenger.send({
      destination: `discord:${id}`,
      part,
      idempotencyKey: `key ${sent}`,
      silent: false,
    });
  };
  const errors = () =>
    lines.filter((line) => line.includes('"level":50') || line.includes('"level":"error"'));
  return { sandbox, account, told, clock, send, errors, asked: () => sandbox.requests().length };
}

it('stops by itself when Discord refuses too much, tells the desk once, and goes on by itself', async () => {
  const { sandbox, told, clock, send, errors, asked } = await open(4);
  const begin = clock.now;
  sandbox.faults.add({ kind: 'status', status: 403, code: 50_001, method: 'POST', times: 4 });
  for (const _ of [1, 2, 3]) {
    expect((await send()).kind).toBe('forbidden');
    clock.now += minuteMs;
  }
  expect((await send()).kind).toBe('forbidden');
  const before = asked();
  clock.now += minuteMs;
  expect(await send()).toEqual({
    kind: 'rate-limited',
    // When two of the four are ten minutes old.
    until: begin + 12 * minuteMs,
    scope: 'platform',
  });
  expect(asked()).toBe(before);
  expect(told).toEqual([expect.stringMatching(/^Discord has refused 4 requests in ten minutes/)]);
  expect(errors()).toHaveLength(1);

  clock.now = begin + 12 * minuteMs;
  expect((await send()).kind).toBe('delivered');
  expect(told).toHaveLength(1);
});

it('counts a 429 unless it is shared, and forgets what is older than ten minutes', async () => {
  const { sandbox, clock, send } = await open(2);
  const limit = { kind: 'rate-limit', method: 'POST', headerSeconds: 1, bodySeconds: 1 } as const;
  for (const scope of ['shared', 'shared', 'user'] as const) {
    sandbox.faults.add({ ...limit, scope });
    expect(await send()).toMatchObject({ kind: 'rate-limited', scope: 'destination' });
  }
  clock.now += 10 * minuteMs;
  sandbox.faults.add({ kind: 'status', status: 403, code: 50_013, method: 'POST' });
  expect((await send()).kind).toBe('needs-rights');
  expect((await send()).kind).toBe('delivered');
});

it('stops when the token is refused, tries it once a minute, and goes on when it is taken', async () => {
  const { sandbox, account, told, clock, send, errors, asked } = await open(2_000);
  sandbox.faults.add({ kind: 'status', status: 401, code: 0, method: 'POST', times: 2 });
  expect(await send()).toEqual({ kind: 'platform-refused', why: 'Discord refuses the bot token' });
  expect(account.trouble).toBe('Discord refuses the bot token');
  const before = asked();
  expect(await send()).toEqual({ kind: 'rate-limited', until: clock.now + minuteMs, scope: 'platform' });
  expect(asked()).toBe(before);

  clock.now += minuteMs;
  expect(await Promise.all([send(), send()])).toMatchObject([
    { kind: 'platform-refused' },
    { kind: 'rate-limited', until: clock.now + minuteMs },
  ]);
  clock.now += minuteMs;
  expect((await send()).kind).toBe('delivered');
  expect(account.trouble).toBeUndefined();
  expect(told).toEqual([
    expect.stringMatching(/^Discord refuses the bot token/),
    expect.stringMatching(/^Discord takes the bot token again/),
  ]);
  expect(errors()).toHaveLength(1);
});
