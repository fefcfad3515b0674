import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createLogger } from '../../../src/logger.ts';
import { createDiscordMessenger } from '../../../src/platforms/discord/messenger.ts';
import type { Messenger } from '../../../src/platforms/platform.ts';
import { createTelegramMessenger } from '../../../src/platforms/telegram/messenger.ts';

const now = 1_800_000_000_000;
const dayMs = 86_400_000;
const timeoutMs = 300;

const log = createLogger({ level: 'silent', secrets: [] });
const settings = { token: '1:secret', loadMedia: async () => undefined, now: () => now, log };

/** A server that gives every request the same answer. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

function discordAt(apiUrl: string): Messenger {
  const messenger = createDiscordMessenger({ ...settings, apiUrl, timeoutMs });
  onTestFinished(() => messenger.close());
  return messenger;
}

function telegramAt(apiUrl: string): Messenger {
  return createTelegramMessenger({ ...settings, apiUrl, timeoutSeconds: timeoutMs / 1_000 });
}

const part = { fingerprint: 'f', text: 'Ferries will not sail', entities: [] };

/** What a send and an edit become. */
async function outcomesOf(messenger: Messenger): Promise<readonly [Outcome, Outcome]> {
  const destination = messenger.platform === 'discord' ? 'discord:1574097295878651904' : 'telegram:-100123';
  return [
    await messenger.send({ destination, part, idempotencyKey: 'k', silent: false }),
    await messenger.edit({ destination, messageId: '1574097295878651905', part }),
  ];
}

/** What a deletion, a pin and (on Discord) a publication become. */
async function changesOf(messenger: Messenger): Promise<readonly Outcome[]> {
  const destination = messenger.platform === 'discord' ? 'discord:1574097295878651904' : 'telegram:-100123';
  const message = { destination, messageId: '1574097295878651905' } as const;
  const published = (await messenger.publish?.(message)) ?? [];
  return [await messenger.delete(message), await messenger.pin(message)].concat(published);
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

function give({ status, headers = { 'content-type': 'application/json' }, body }: Answer) {
  return (response: ServerResponse) => void response.writeHead(status, headers).end(body);
}

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const page = '<html><body>Sign in to the network</body></html>';

/**
 * What a captive network, a proxy or a gateway answers in a platform's place: nobody can say what became of the call.
 */
const foreign: readonly (readonly [string, Answer])[] = [
  ['a page', { status: 200, headers: html, body: page }],
  ['a page that says it is JSON', { status: 200, headers: json, body: page }],
  ['nothing', { status: 200, body: '' }],
  ['null', { status: 200, body: 'null' }],
  ['a list', { status: 200, body: '[]' }],
  ['an empty object', { status: 200, body: '{}' }],
  ['another JSON', { status: 200, body: '{"error":{"code":"login"}}' }],
  ['a refusal that names nothing', { status: 200, body: '{"ok":false}' }],
  ['a refusal of other types', { status: 200, body: '{"ok":false,"error_code":"400","description":7}' }],
  ['success without a message', { status: 200, body: '{"ok":true}' }],
  ['a message without an id', { status: 200, body: '{"ok":true,"result":{}}' }],
  ['an id that is none', { status: 200, body: '{"id":"../1","ok":true,"result":{"message_id":"x"}}' }],
  ['a page of 403', { status: 403, headers: html, body: page }],
  ['a page of 502', { status: 502, headers: html, body: page }],
  ['a gateway’s JSON of 502', { status: 502, body: '{"message":"Bad Gateway"}' }],
];

it.each(foreign)('Discord: %s in its place is repeated, a send under the same nonce', async (_, answer) => {
  const messenger = discordAt(await serve(give(answer)));
  const outcomes = [...(await outcomesOf(messenger)), ...(await changesOf(messenger))];
  expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'retry-later'));
});

it('Telegram: success that names nothing is none, whatever was asked for', async () => {
  const messenger = telegramAt(await serve(give({ status: 200, body: '{"ok":true}' })));
  const [sent, edited] = await outcomesOf(messenger);
  expect(sent.kind).toBe('unknown');
  for (const { kind } of [edited, ...(await changesOf(messenger))]) expect(kind).toBe('retry-later');
});

it.each(foreign)(
  'Telegram: %s in its place leaves a send unknown, and an edit to be repeated',
  async (_, answer) => {
    const [sent, edited] = await outcomesOf(telegramAt(await serve(give(answer))));
    expect(sent.kind).toBe('unknown');
    expect(['retry-later', 'delivered']).toContain(edited.kind);
  },
);

it.each([
  ['Discord', discordAt, 'retry-later'],
  ['Telegram', telegramAt, 'unknown'],
] as const)('%s: an answer that never ends is not waited for', async (_, messengerAt, kind) => {
  const apiUrl = await serve((response) => {
    response.writeHead(200, json).write('{"id":');
  });
  const [sent] = await outcomesOf(messengerAt(apiUrl));
  expect(sent.kind).toBe(kind);
});

/** Waits of all shapes, in headers and bodies. */
const limits: readonly (readonly [string, Answer])[] = [
  ['nothing', { status: 429, headers: html, body: '' }],
  [
    'a page',
    { status: 429, headers: { ...html, 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, body: page },
  ],
  ['a header that is no number', { status: 429, headers: { ...json, 'retry-after': 'soon' }, body: '{}' }],
  ...['-5', '0', '"soon"', 'null', '[]', '{}', '1e300', '9007199254740993', 'true'].map(
    (seconds): readonly [string, Answer] => [
      `${seconds} seconds`,
      {
        status: 429,
        headers: { ...json, 'x-ratelimit-reset-after': 'never', 'x-ratelimit-remaining': '0' },
        body: `{"ok":false,"error_code":429,"description":"Too Many Requests","retry_after":${seconds},"parameters":{"retry_after":${seconds}}}`,
      },
    ],
  ),
];

it.each(limits)(
  'Discord: a 429 with %s is waited out for a moment at least and a day at most',
  async (_, answer) => {
    for (const outcome of await outcomesOf(discordAt(await serve(give(answer))))) {
      if (outcome.kind !== 'rate-limited') throw new Error(`It became ${outcome.kind}.`);
      expect(outcome.until).toBeGreaterThanOrEqual(now + 1_000);
      expect(outcome.until).toBeLessThanOrEqual(now + dayMs + 1_000);
    }
  },
);

it.each(limits.slice(3))(
  'Telegram: a 429 with %s is waited out for a moment at least and a day at most',
  async (_, answer) => {
    for (const outcome of await outcomesOf(telegramAt(await serve(give(answer))))) {
      if (outcome.kind !== 'rate-limited') throw new Error(`It became ${outcome.kind}.`);
      expect(outcome.until).toBeGreaterThanOrEqual(now + 1_000);
      expect(outcome.until).toBeLessThanOrEqual(now + dayMs);
    }
  },
);

it.each(['"-100"', '{}', '1.5', 'null'])('Telegram: a new chat %s is none', async (chat) => {
  const body = `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":${chat}}}`;
  const [sent] = await outcomesOf(telegramAt(await serve(give({ status: 400, body }))));
  expect(sent.kind).toBe('retry-later');
});
