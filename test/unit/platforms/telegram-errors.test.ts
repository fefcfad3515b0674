import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { classifyTelegram, loggable } from '../../../src/platforms/telegram/errors.ts';
import { rows, type TelegramOperation } from '../../../src/platforms/telegram/refusals.ts';

const now = 1_000_000;

function refusal(code: number, description: string, parameters = {}): GrammyError {
  const answer = { ok: false, error_code: code, description, parameters } as const;
  return new GrammyError('Call failed', answer, 'sendMessage', { text: 'secret text' });
}

function classify(error: unknown, operation: TelegramOperation = 'send') {
  return classifyTelegram(error, { operation, now });
}

function networkError(code: string): HttpError {
  const inner = new Error('request to https://api.telegram.org/bot1:TOKEN/sendMessage failed');
  return new HttpError('Network request failed', Object.assign(inner, { code }));
}

/** Answers as the Bot API gives them, and what a send that meets them becomes. */
const recordedAnswers: readonly (readonly [number, string, Outcome['kind']])[] = [
  [404, 'Not Found', 'platform-refused'],
  [403, 'Forbidden: bot was blocked by the user', 'forbidden'],
  [403, 'Forbidden: user is deactivated', 'destination-gone'],
  [403, 'Forbidden: bot was kicked from the group chat', 'forbidden'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'forbidden'],
  [403, 'Forbidden: bot was kicked from the channel chat', 'forbidden'],
  [403, 'Forbidden: bot is not a member of the group chat', 'forbidden'],
  [403, 'Forbidden: bot is not a member of the supergroup chat', 'forbidden'],
  [403, 'Forbidden: bot is not a member of the channel chat', 'forbidden'],
  [403, 'Forbidden: the group chat was deleted', 'destination-gone'],
  [403, "Forbidden: bot can't initiate conversation with a user", 'forbidden'],
  [403, "Forbidden: bot can't send messages to bots", 'destination-gone'],
  [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'retry-later'],
  [400, 'Bad Request: chat not found', 'destination-gone'],
  [400, 'Bad Request: private chat not found', 'destination-gone'],
  [400, 'Bad Request: PEER_ID_INVALID', 'destination-gone'],
  [400, 'Bad Request: USER_IS_BLOCKED', 'forbidden'],
  [400, 'Bad Request: need administrator rights in the channel chat', 'needs-rights'],
  [400, 'Bad Request: not enough rights to send text messages to the chat', 'needs-rights'],
  [400, 'Bad Request: not enough rights to send photos to the chat', 'needs-rights'],
  [400, 'Bad Request: not enough rights to send videos to the chat', 'needs-rights'],
  [400, 'Bad Request: have no rights to send a message', 'needs-rights'],
  [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'needs-rights'],
  [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN', 'needs-rights'],
  [400, 'Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN', 'needs-rights'],
  [400, 'Bad Request: CHAT_ADMIN_REQUIRED', 'needs-rights'],
  [400, 'Bad Request: CHAT_RESTRICTED', 'needs-rights'],
  [400, 'Bad Request: not enough rights to manage pinned messages in the chat', 'needs-rights'],
  [400, 'Bad Request: not enough rights to pin a message', 'needs-rights'],
  [400, 'Bad Request: message thread not found', 'destination-gone'],
  [400, 'Bad Request: TOPIC_CLOSED', 'needs-rights'],
  [400, 'Bad Request: TOPIC_DELETED', 'destination-gone'],
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    'unchanged',
  ],
  [400, 'Bad Request: message to edit not found', 'message-gone'],
  [400, 'Bad Request: message to pin not found', 'message-gone'],
  [400, 'Bad Request: message to delete not found', 'unchanged'],
  [400, 'Bad Request: message to be replied not found', 'retry-later'],
  [400, 'Bad Request: MESSAGE_ID_INVALID', 'message-gone'],
  [400, "Bad Request: message can't be edited", 'entry-refused'],
  [400, "Bad Request: message can't be deleted for everyone", 'undeletable'],
  [400, 'Bad Request: there is no text in the message to edit', 'entry-refused'],
  [400, "Bad Request: can't parse entities: unsupported start tag", 'entry-refused'],
  [400, 'Bad Request: message text is empty', 'entry-refused'],
  [400, 'Bad Request: message is too long', 'entry-refused'],
  [400, 'Bad Request: text is too long', 'entry-refused'],
  [400, 'Bad Request: message caption is too long', 'entry-refused'],
  [400, 'Bad Request: wrong HTTP URL specified', 'entry-refused'],
  [400, 'Bad Request: failed to get HTTP URL content', 'entry-refused'],
  [400, 'Bad Request: wrong type of the web page content', 'entry-refused'],
  [400, 'Bad Request: PHOTO_INVALID_DIMENSIONS', 'entry-refused'],
  [400, 'Bad Request: IMAGE_PROCESS_FAILED', 'entry-refused'],
  [400, 'Bad Request: PHOTO_EXT_INVALID', 'entry-refused'],
  [413, 'Request Entity Too Large', 'entry-refused'],
  [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'unchanged'],
];

describe('a refusal', () => {
  it.each(recordedAnswers)('%i %s is %s', (code, description, kind) => {
    expect(classify(refusal(code, description))).toHaveProperty('kind', kind);
  });

  it('of each wording in the table has a recorded answer', () => {
    const unheard = rows.filter(
      ({ code, text }) =>
        !recordedAnswers.some(([given, said]) => given === code && said.toLowerCase().includes(text)),
    );
    expect(unheard).toEqual([]);
  });

  it('of a deletion says that the message is gone already', () => {
    expect(classify(refusal(400, 'Bad Request: MESSAGE_ID_INVALID'), 'delete').kind).toBe('unchanged');
  });

  it.each([
    [401, 'Unauthorized', 'platform-refused'],
    [403, 'Forbidden: something new', 'forbidden'],
  ])('%i speaks for itself, whatever it says (%s)', (code, description, kind) => {
    expect(classify(refusal(code, description)).kind).toBe(kind);
  });

  it.each(
    (['send', 'edit', 'pin', 'delete'] as const).flatMap((operation) =>
      [400, 404, 406, 409, 420].map((code) => [operation, code] as const),
    ),
  )('of a %s in words that are not known (%i) is repeated', (operation, code) => {
    expect(classify(refusal(code, 'Bad Request: something new'), operation)).toEqual({
      kind: 'retry-later',
      why: `Telegram answered with an error that is not known here (code ${code})`,
    });
  });

  it('names the new chat of a group that was upgraded', () => {
    const error = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1001234,
    });
    expect(classify(error)).toEqual({ kind: 'moved', to: 'telegram:-1001234' });
  });

  it('waits exactly as long as Telegram asks', () => {
    const error = refusal(429, 'Too Many Requests: retry after 17', { retry_after: 17 });
    expect(classify(error)).toEqual({ kind: 'rate-limited', until: now + 17_000, scope: 'destination' });
  });

  it('never repeats the description to people', () => {
    const outcome = classify(refusal(400, 'Bad Request: the words of an editor'));
    expect(JSON.stringify(outcome)).not.toContain('words of an editor');
  });
});

describe('a call without an answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('that was never made (%s) can be repeated', (code) => {
    expect(classify(networkError(code))).toEqual({ kind: 'retry-later', why: 'Telegram cannot be reached' });
  });

  it.each([
    ['a broken connection', networkError('ECONNRESET')],
    ['a time-out', new HttpError('Network request failed', new Error('timed out'))],
    ['a status of 502', refusal(502, 'Bad Gateway')],
    ['a fault of our own', new TypeError('x')],
  ])('may have arrived after %s', (_, error) => {
    expect(classify(error, 'send').kind).toBe('unknown');
    expect(classify(error, 'edit').kind).toBe('retry-later');
    expect(classify(error, 'delete').kind).toBe('retry-later');
    expect(classify(error, 'pin').kind).toBe('retry-later');
  });
});

describe('what is logged', () => {
  it('holds neither the token nor a text', () => {
    expect(loggable(networkError('ECONNRESET'))).toEqual({ error: 'HttpError', code: 'ECONNRESET' });
    expect(loggable(refusal(400, 'Bad Request: the words of an editor'))).toEqual({
      error: 'GrammyError',
      status: 400,
      method: 'sendMessage',
    });
  });
});
