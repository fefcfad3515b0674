import { describe, expect, it } from 'vitest';
import type { PostButton } from '../../../src/domain/post-button.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Part, SendRequest } from '../../../src/platforms/platform.ts';
import { createTelegramMessenger } from '../../../src/platforms/telegram/messenger.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { openSandbox, pixel } from '../sandbox/telegram-bot.ts';

const buttons: readonly PostButton[] = [
  { kind: 'link', label: 'Full story', url: 'https://example.org/lindhavn' },
  { kind: 'digest', label: 'Digest', slug: 'lindhavn-ferries' },
  { kind: 'follow', label: 'Follow', slug: 'lindhavn-ferries' },
];
const picture = { mediaId: 'm1', mimeType: 'image/png' } as const;

function messengerOn(sandbox: TelegramSandbox, bytes: Uint8Array = pixel) {
  const log = createLogger({ level: 'error', secrets: [] });
  const { token, apiUrl } = sandbox;
  return createTelegramMessenger({
    token,
    apiUrl,
    loadMedia: async () => bytes,
    now: Date.now,
    timeoutSeconds: 0.3,
    log,
  });
}

function partOf(text: string, more: Partial<Part> = {}): Part {
  return { fingerprint: text, text, entities: [], ...more };
}

function requestTo(chatId: number, part: Part): SendRequest {
  return { destination: `telegram:${chatId}`, part, idempotencyKey: 'k', silent: true };
}

function buttonsIn(sandbox: TelegramSandbox, chatId: number) {
  return sandbox.messages(chatId).map((message) => message.buttons);
}

const inPrivate = (action: string, bot: string) => `https://t.me/${bot}?start=${action}_lindhavn-ferries`;

describe('buttons', () => {
  it('lead from a channel to the private chat, where nobody else reads along', async () => {
    const sandbox = await openSandbox();
    const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
    const messenger = messengerOn(sandbox);
    await messenger.send(requestTo(id, partOf('one', { buttons })));
    await messenger.send(requestTo(id, partOf('two', { buttons, picture })));

    const row = [
      { text: 'Full story', url: 'https://example.org/lindhavn' },
      { text: 'Digest', url: inPrivate('digest', sandbox.botUsername) },
      { text: 'Follow', url: inPrivate('follow', sandbox.botUsername) },
    ];
    expect(buttonsIn(sandbox, id)).toEqual([[row], [row]]);
    expect(sandbox.requests().filter(({ method }) => method === 'getMe')).toHaveLength(1);
  });

  it('answer in place in a private chat, which has nothing more to follow', async () => {
    const sandbox = await openSandbox();
    const ada = sandbox.addPerson({ name: 'Ada' });
    const { id } = sandbox.addPrivateChat(ada);
    await messengerOn(sandbox).send(requestTo(id, partOf('one', { buttons })));

    const digest = { text: 'Digest', data: 'b:p:digest:lindhavn-ferries' };
    expect(buttonsIn(sandbox, id)).toEqual([
      [[{ text: 'Full story', url: 'https://example.org/lindhavn' }, digest]],
    ]);
    expect(sandbox.requests().map(({ method }) => method)).toEqual(['sendMessage']);
  });

  it('stay, change and go with an edit', async () => {
    const sandbox = await openSandbox();
    const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
    const messenger = messengerOn(sandbox);
    const destination = `telegram:${id}` as const;
    const sent = await messenger.send(requestTo(id, partOf('one', { buttons })));
    const messageId = 'messageId' in sent ? sent.messageId : '';
    const labels = () =>
      buttonsIn(sandbox, id)[0]
        ?.flat()
        .map(({ text }) => text);
    const shown: unknown[] = [];
    for (const some of [buttons, buttons.slice(0, 2), undefined]) {
      const part = partOf('two', some && { buttons: some });
      await messenger.edit({ destination, messageId, part });
      shown.push(labels());
    }
    expect(shown).toEqual([['Full story', 'Digest', 'Follow'], ['Full story', 'Digest'], []]);
  });

  it('that are pressed in place are shown in a channel and in private alike', async () => {
    const sandbox = await openSandbox();
    const ada = sandbox.addPerson({ name: 'Ada' });
    const messenger = messengerOn(sandbox);
    const decide = [
      { kind: 'action', label: 'It arrived', token: 'token-1' },
      { kind: 'action', label: 'Send again', token: 'token-2' },
    ] as const;
    for (const { id } of [sandbox.addPrivateChat(ada), sandbox.addChannel({ title: 'The desk' })]) {
      await messenger.send(requestTo(id, partOf('one', { buttons: decide })));
      expect(buttonsIn(sandbox, id)).toEqual([
        [
          [
            { text: 'It arrived', data: 'b:token-1' },
            { text: 'Send again', data: 'b:token-2' },
          ],
        ],
      ]);
    }
  });

  it('with an address that Telegram does not accept are left out, and the text arrives', async () => {
    const sandbox = await openSandbox();
    const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
    const description =
      "Bad Request: inline keyboard button URL 'https://lindhavn' is invalid: Wrong HTTP URL";
    sandbox.faults.add({ kind: 'status', errorCode: 400, description, method: 'sendMessage' });
    const outcome = await messengerOn(sandbox).send(requestTo(id, partOf('one', { buttons })));

    expect(outcome.kind).toBe('delivered');
    expect(
      buttonsIn(sandbox, id)[0]
        ?.flat()
        .map(({ text }) => text),
    ).toEqual(['Digest', 'Follow']);
  });

  it.each([
    [{ kind: 'reset-before' }, 'retry-later'],
    [{ kind: 'rate-limit', retryAfterSeconds: 9 }, 'rate-limited'],
    [{ kind: 'status', errorCode: 401, description: 'Unauthorized' }, 'platform-refused'],
  ] as const)('wait for the name of the bot when %o, since nothing was sent by then', async (fault, kind) => {
    const sandbox = await openSandbox();
    const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
    const messenger = messengerOn(sandbox);
    sandbox.faults.add({ ...fault, method: 'getMe' });
    const first = await messenger.send(requestTo(id, partOf('one', { buttons })));
    const arrived = sandbox.messages(id).length;
    const second = await messenger.send(requestTo(id, partOf('one', { buttons })));

    expect([first.kind, arrived, second.kind]).toEqual([kind, 0, 'delivered']);
  });
});

describe('a picture that Telegram cannot read', () => {
  it('is left out at the next try, and the outcome says so', async () => {
    const sandbox = await openSandbox();
    const { id } = sandbox.addChannel({ title: 'Lindhavn Post' });
    const messenger = messengerOn(sandbox, Buffer.from('no image at all'));
    const send = () => messenger.send(requestTo(id, partOf('Dawn', { picture })));
    const outcomes = [await send(), await send()];

    expect(outcomes).toEqual([
      { kind: 'retry-later', why: 'Telegram does not take the picture; the message goes without it' },
      {
        kind: 'delivered',
        messageId: expect.any(String) as string,
        withoutPicture: 'Telegram cannot read it',
      },
    ]);
    expect(sandbox.messages(id).map(({ text, photo }) => ({ text, photo }))).toEqual([{ text: 'Dawn' }]);
  });
});
