import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import {
  classifyDiscord,
  isAnswerTooLate,
  isClosedToBot,
  loggable,
} from '../../../src/platforms/discord/errors.ts';
import { closedInteraction, type DiscordOperation, rows } from '../../../src/platforms/discord/refusals.ts';
import { DiscordRateLimited } from '../../../src/platforms/discord/rest.ts';

const now = 1_772_107_740_000;
const secret = 'the minister will resign at noon';

interface Recorded {
  readonly status: number;
  /** The body's `code`; absent where the answer held no JSON of Discord's. */
  readonly code?: number;
  readonly message?: string;
}

/** An error as @discordjs/rest makes it from a recorded answer. */
function thrown({ status, code, message = 'recorded' }: Recorded): DiscordAPIError {
  const raw = code === undefined ? { error: 'no JSON' } : { code, message };
  // Where an answer holds no code, the library passes on undefined in spite of its types.
  const given = code as number;
  const url = 'https://discord.com/api/v10/channels/1/messages';
  return new DiscordAPIError(raw, given, status, 'POST', url, {
    files: undefined,
    body: { content: secret },
  });
}

function outcomeOf(recorded: Recorded, operation: DiscordOperation = 'send') {
  return classifyDiscord(thrown(recorded), { operation, now });
}

/** An answer as Discord gives it: status, code, message; and what a send that meets it becomes. */
const recordedAnswers: readonly (readonly [number, number, string, Outcome['kind']])[] = [
  [404, 10003, 'Unknown Channel', 'destination-gone'],
  [404, 10004, 'Unknown Guild', 'destination-gone'],
  [404, 10008, 'Unknown Message', 'retry-later'],
  [400, 20016, 'This action cannot be performed due to slowmode rate limit', 'rate-limited'],
  [400, 20022, 'This message cannot be edited due to announcement rate limits', 'rate-limited'],
  [400, 20028, 'The channel you are writing has hit the write rate limit', 'rate-limited'],
  [
    400,
    20029,
    'The write action you are performing on the server has hit the write rate limit',
    'rate-limited',
  ],
  [400, 30003, 'Maximum number of pins reached for the channel (250)', 'needs-rights'],
  [400, 30015, 'Maximum number of attachments in a message reached (10)', 'entry-refused'],
  [
    400,
    30046,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
    'rate-limited',
  ],
  [401, 40001, 'Unauthorized. Provide a valid token and try again', 'platform-refused'],
  [403, 40004, 'Send messages has been temporarily disabled', 'retry-later'],
  [413, 40005, 'Request entity too large', 'entry-refused'],
  [400, 40033, 'This message has already been crossposted', 'unchanged'],
  [400, 40058, 'Cannot send a message in a forum channel', 'needs-rights'],
  [400, 40062, 'Service resource is being rate limited', 'rate-limited'],
  [403, 40333, 'internal network error', 'rate-limited'],
  [403, 50001, 'Missing Access', 'forbidden'],
  [403, 50005, 'Cannot edit a message authored by another user', 'entry-refused'],
  [400, 50006, 'Cannot send an empty message', 'entry-refused'],
  [403, 50007, 'Cannot send messages to this user', 'forbidden'],
  [400, 50008, 'Cannot send messages in a non-text channel', 'needs-rights'],
  [403, 50013, 'Missing Permissions', 'needs-rights'],
  [401, 50014, 'Invalid authentication token provided', 'platform-refused'],
  [400, 50019, 'A message can only be pinned to the channel it was sent in', 'entry-refused'],
  [403, 50021, 'Cannot execute action on a system message', 'entry-refused'],
  [400, 50024, 'Cannot execute action on this channel type', 'needs-rights'],
  [400, 50035, 'Invalid Form Body', 'entry-refused'],
  [400, 50045, 'File uploaded exceeds the maximum size', 'entry-refused'],
  [400, 50068, 'Invalid message type', 'entry-refused'],
  [400, 50083, 'Tried to perform an operation on an archived thread', 'needs-rights'],
  [403, 50278, 'Cannot send messages to this user due to having no mutual guilds', 'forbidden'],
  [503, 130000, 'API resource is currently overloaded. Try again a little later', 'retry-later'],
  [400, 160002, 'Cannot reply without permission to read message history', 'needs-rights'],
  [400, 160004, 'A thread has already been created for this message', 'unchanged'],
  [400, 160005, 'Thread is locked', 'needs-rights'],
  [400, 160006, 'Maximum number of active threads reached', 'needs-rights'],
  [400, 160007, 'Maximum number of active announcement threads reached', 'needs-rights'],
  [400, 200000, 'Message was blocked by automatic moderation', 'entry-refused'],
  [400, 240000, 'Message blocked by harmful links filter', 'entry-refused'],
];

describe('classifyDiscord', () => {
  it.each(recordedAnswers)('sorts a send answered %d, %d (%s) as %s', (status, code, message, kind) => {
    expect(outcomeOf({ status, code, message }).kind).toBe(kind);
  });

  it('has a recorded answer for each row of its table, and a row for each answer', () => {
    const known = rows.map(([code]) => code);
    expect(recordedAnswers.map(([, code]) => code)).toEqual(known.toSorted((a, b) => a - b));
    expect(new Set(known).size).toBe(known.length);
  });

  it.each([
    ['send', 'retry-later'],
    ['edit', 'message-gone'],
    ['pin', 'message-gone'],
    ['delete', 'unchanged'],
  ] as const)('sorts an unknown message on %s as %s', (operation, kind) => {
    expect(outcomeOf({ status: 404, code: 10008 }, operation).kind).toBe(kind);
  });

  it.each(
    (['send', 'edit', 'pin', 'delete'] as const).flatMap((operation) =>
      [400, 404, 405, 409].map((status) => [operation, status] as const),
    ),
  )('repeats a %s that is answered with an unknown code and status %d', (operation, status) => {
    expect(outcomeOf({ status, code: 99_999 }, operation)).toEqual({
      kind: 'retry-later',
      why: `Discord answered with status ${status} (code 99999)`,
    });
  });

  it.each([
    [{ status: 401, code: 0 }, 'platform-refused'],
    [{ status: 401, code: 99_999 }, 'platform-refused'],
    [{ status: 403, code: 99_999 }, 'forbidden'],
    [{ status: 413, code: 99_999 }, 'entry-refused'],
    [{ status: 413 }, 'entry-refused'],
  ] as const)('stops where the status speaks for itself: %o is %s', (recorded, kind) => {
    expect(outcomeOf(recorded).kind).toBe(kind);
  });

  it.each([{ status: 400 }, { status: 403 }, { status: 404 }, { status: 404, code: 0 }, { status: 418 }])(
    'blames no channel for an answer without a code of Discord: %o',
    (recorded) => {
      expect(outcomeOf(recorded).kind).toBe('retry-later');
    },
  );

  it('leaves the message, the destination or the whole platform alone for as long as Discord says', () => {
    const old = new DiscordRateLimited({ waitMs: 1_163_000, wholeBot: false, code: 30046 });
    const slow = new DiscordRateLimited({ waitMs: 1_163_000, wholeBot: false, code: 20028 });
    const global = new DiscordRateLimited({ waitMs: 2_000, wholeBot: true, code: undefined });
    expect(classifyDiscord(old, { operation: 'edit', now })).toEqual({
      kind: 'rate-limited',
      until: now + 1_163_000,
      scope: 'message',
    });
    expect(classifyDiscord(slow, { operation: 'edit', now })).toEqual({
      kind: 'rate-limited',
      until: now + 1_163_000,
      scope: 'destination',
    });
    expect(classifyDiscord(global, { operation: 'send', now })).toEqual({
      kind: 'rate-limited',
      until: now + 2_000,
      scope: 'platform',
    });
  });

  it.each([
    new HTTPError(503, 'Service Unavailable', 'POST', 'https://discord.com/api', {
      files: undefined,
      body: {},
    }),
    new DOMException('This operation was aborted', 'AbortError'),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    'not even an error',
  ])('takes a fault on the way for a passing one: %s', (error) => {
    expect(classifyDiscord(error, { operation: 'send', now }).kind).toBe('retry-later');
  });

  it.each([
    ['send', false, 'I may not post there; ask an admin for Send Messages'],
    ['send', true, 'I may not post there; ask an admin for Send Messages and Attach Files'],
    ['pin', false, 'I may not pin there; ask an admin for Pin Messages'],
  ] as const)('names the right that a %s (picture: %s) lacks', (operation, withPicture, why) => {
    const outcome = classifyDiscord(thrown({ status: 403, code: 50013 }), { operation, now, withPicture });
    expect(outcome).toEqual({ kind: 'needs-rights', why });
  });

  it('keeps what the editor wrote out of the reason and out of the log', () => {
    const error = thrown({ status: 400, code: 50035, message: `Invalid Form Body: ${secret}` });
    const said = JSON.stringify([classifyDiscord(error, { operation: 'send', now }), loggable(error)]);
    expect(said).not.toContain('minister');
    expect(loggable(new TypeError(secret))).not.toMatchObject({ at: expect.stringContaining('minister') });
  });
});

describe('isAnswerTooLate', () => {
  it.each([
    [404, 10015, 'Unknown Webhook'],
    [404, 10062, 'Unknown interaction'],
    [400, 40060, 'Interaction has already been acknowledged.'],
    [400, 40094, 'This interaction has hit the maximum number of follow up messages'],
    [401, 50027, 'Invalid Webhook Token'],
  ] as const)('knows a closed interaction by %d, %d (%s)', (status, code, message) => {
    expect(isAnswerTooLate(thrown({ status, code, message }))).toBe(true);
    expect(closedInteraction).toHaveLength(5);
  });

  it('leaves other failures alone', () => {
    expect(isAnswerTooLate(thrown({ status: 403, code: 50013 }))).toBe(false);
    expect(isAnswerTooLate(new Error('read ECONNRESET'))).toBe(false);
  });
});

describe('isClosedToBot', () => {
  it.each([
    [403, 50007, true],
    [403, 50278, true],
    [400, 50006, false],
    [403, 50013, false],
    [500, 0, false],
  ] as const)('says of %d, %d: %s', (status, code, closed) => {
    expect(isClosedToBot(thrown({ status, code }))).toBe(closed);
  });
});
