import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  classifyDiscord,
  type DiscordOperation,
  isAnswerTooLate,
  loggable,
} from '../../../src/platforms/discord/errors.ts';
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

describe('classifyDiscord', () => {
  it.each([
    [{ status: 404, code: 10003 }, 'destination-gone'],
    [{ status: 404, code: 10004 }, 'destination-gone'],
    [{ status: 403, code: 50001 }, 'forbidden'],
    [{ status: 403, code: 50007 }, 'forbidden'],
    [{ status: 403, code: 50278 }, 'forbidden'],
    [{ status: 403, code: 50013 }, 'needs-rights'],
    [{ status: 403, code: 160005 }, 'needs-rights'],
    [{ status: 400, code: 160002 }, 'needs-rights'],
    [{ status: 400, code: 50083 }, 'needs-rights'],
    [{ status: 400, code: 50008 }, 'needs-rights'],
    [{ status: 400, code: 40058 }, 'needs-rights'],
    [{ status: 400, code: 50006 }, 'entry-refused'],
    [{ status: 400, code: 50035 }, 'entry-refused'],
    [{ status: 400, code: 30003 }, 'entry-refused'],
    [{ status: 400, code: 30015 }, 'entry-refused'],
    [{ status: 400, code: 200000 }, 'entry-refused'],
    [{ status: 400, code: 240000 }, 'entry-refused'],
    [{ status: 413, code: 40005 }, 'entry-refused'],
    [{ status: 400, code: 50045 }, 'entry-refused'],
    [{ status: 403, code: 50005 }, 'entry-refused'],
    [{ status: 403, code: 50021 }, 'entry-refused'],
    [{ status: 403, code: 40333 }, 'rate-limited'],
    [{ status: 400, code: 20022 }, 'rate-limited'],
    [{ status: 400, code: 130000 }, 'retry-later'],
    [{ status: 401, code: 0 }, 'platform-refused'],
    [{ status: 401, code: 50014 }, 'platform-refused'],
  ] as const)('sorts a send answered %o as %s', (recorded, kind) => {
    expect(outcomeOf(recorded).kind).toBe(kind);
  });

  it.each([
    ['send', 'retry-later'],
    ['edit', 'message-gone'],
    ['pin', 'message-gone'],
    ['delete', 'unchanged'],
  ] as const)('sorts an unknown message on %s as %s', (operation, kind) => {
    expect(outcomeOf({ status: 404, code: 10008 }, operation).kind).toBe(kind);
  });

  it.each([
    [{ status: 400, code: 99999 }, 'send', 'entry-refused'],
    [{ status: 403, code: 99999 }, 'send', 'forbidden'],
    [{ status: 404, code: 99999 }, 'send', 'destination-gone'],
    [{ status: 404, code: 99999 }, 'edit', 'message-gone'],
    [{ status: 404, code: 99999 }, 'delete', 'unchanged'],
    [{ status: 405, code: 99999 }, 'send', 'retry-later'],
  ] as const)('falls back on the status of an unknown code: %o on %s is %s', (recorded, operation, kind) => {
    expect(outcomeOf(recorded, operation).kind).toBe(kind);
  });

  it.each([{ status: 403 }, { status: 404 }, { status: 404, code: 0 }, { status: 418 }])(
    'blames no channel for an answer without a code of Discord: %o',
    (recorded) => {
      expect(outcomeOf(recorded).kind).toBe('retry-later');
    },
  );

  it('leaves the destination or the whole platform alone for as long as Discord says', () => {
    const slow = new DiscordRateLimited({ waitMs: 1_163_000, wholeBot: false, code: 30046 });
    const global = new DiscordRateLimited({ waitMs: 2_000, wholeBot: true, code: undefined });
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
  it.each([10062, 10015, 50027, 40060, 40094])('knows code %d of a closed interaction', (code) => {
    expect(isAnswerTooLate(thrown({ status: 404, code }))).toBe(true);
  });

  it('leaves other failures alone', () => {
    expect(isAnswerTooLate(thrown({ status: 403, code: 50013 }))).toBe(false);
    expect(isAnswerTooLate(new Error('read ECONNRESET'))).toBe(false);
  });
});
