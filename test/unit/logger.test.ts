import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../src/logger.ts';

const telegramToken = '424242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const oddSecret = 'pass"word\\with/ää 1';

/** A logger and the lines that it wrote. */
function recordingLogger(): { log: Logger; lines: string[]; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    secrets: [telegramToken, oddSecret, '', 'plainSecret', 'plainSecretLonger'],
    destination: { write: (line) => void lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') };
}

describe('log lines', () => {
  it('hold time, level name, fields of the logger and of the line, and the message', () => {
    const { log, last } = recordingLogger();
    log.child({ part: 'worker' }).warn({ count: 2 }, 'two waits');
    expect(last()).toEqual({
      level: 'warn',
      time: expect.any(String),
      part: 'worker',
      count: 2,
      msg: 'two waits',
    });
  });

  it('leave out what errors of the clients keep of the request', () => {
    const { log, lines } = recordingLogger();
    const refused = Object.assign(new Error('OOM command not allowed'), {
      command: { name: 'evalsha', args: ['an embargoed text'] },
      requestBody: { json: { content: 'an embargoed text' } },
      payload: { text: 'an embargoed text' },
      code: 'OOM',
    });
    log.error({ err: new Error('nothing was saved', { cause: refused }) }, 'a command failed');
    expect(lines.join()).toContain('"code":"OOM"');
    expect(lines.join()).not.toContain('embargoed');
  });

  it('leave out what is below the level', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLogger({ level: 'warn', secrets: [], destination });
    log.info('unseen');
    log.child({ part: 'web' }).debug('unseen');
    log.error('seen');
    expect(lines).toHaveLength(1);
  });

  it('spell out errors with causes wherever they stand', () => {
    const { log, last } = recordingLogger();
    const cause = Object.assign(new TypeError('reset'), { code: 'ECONNRESET' });
    log.error({ what: { failed: [new Error('send failed', { cause })] } }, 'oh');
    expect(last()).toMatchObject({
      what: {
        failed: [
          {
            type: 'Error',
            message: 'send failed',
            stack: expect.stringContaining('logger.test.ts'),
            cause: { type: 'TypeError', message: 'reset', code: 'ECONNRESET' },
          },
        ],
      },
    });
  });

  it('survive circular, deep, huge and strange values', () => {
    const { log, last } = recordingLogger();
    const circle: Record<string, unknown> = { size: 10n, at: new Date(0), none: undefined };
    circle['self'] = circle;
    const deep = Array.from({ length: 20 }).reduce<object>((inner) => ({ inner }), { end: true });
    log.info({ circle, deep, bytes: new Uint8Array(5000), map: new Map([['a', 1]]) }, 'strange');
    expect(last()).toMatchObject({
      circle: { size: '10', self: '[circular]' },
      bytes: '[5000 bytes]',
      map: [['a', 1]],
    });
    expect(JSON.stringify(last()['deep'])).toContain('[cut]');
  });
});

describe('secrets', () => {
  const places: readonly (readonly [string, (log: Logger, secret: string) => void])[] = [
    ['a message', (log, secret) => log.info(`token is ${secret}.`)],
    ['a field', (log, secret) => log.info({ deep: [{ secret }] }, 'x')],
    ["a field's name", (log, secret) => log.info({ deep: { [secret]: 1 } }, 'x')],
    ['the name of an outer field', (log, secret) => log.info({ [secret]: 1 }, 'x')],
    ['a child', (log, secret) => log.child({ secret }).info('x')],
    [
      'an address',
      (log, secret) => log.info({ url: new URL(`http://h/?t=${encodeURIComponent(secret)}`) }, 'x'),
    ],
    ['an error', (log, secret) => log.error(new Error(`no ${secret}`), 'x')],
    [
      'a nested error',
      (log, secret) => log.error({ err: new HttpError('Network', new Error(`at ${secret}`)) }, 'x'),
    ],
    ['a cause of a cause', (log, secret) => log.error({ e: wrap(wrap(new Error(secret))) }, 'x')],
    ['an aggregate', (log, secret) => log.error({ e: new AggregateError([new Error(secret)]) }, 'x')],
    ['a toJSON', (log, secret) => log.error({ e: { toJSON: () => ({ secret }) } }, 'x')],
  ];

  it.each(places)('are taken out of %s', (_place, write) => {
    const { log, lines } = recordingLogger();
    write(log, telegramToken);
    write(log, oddSecret);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('AAHdqTcv');
    expect(lines.join('')).not.toContain('word\\\\');
    expect(lines.join('')).not.toContain('pass%22word');
    lines.forEach((line) => expect(() => JSON.parse(line)).not.toThrow());
  });

  it('do not leave the rest of a longer one behind', () => {
    const { log, lines } = recordingLogger();
    log.info('plainSecretLonger and plainSecret');
    expect(lines.join('')).toContain('"[redacted] and [redacted]"');
  });

  it.each([
    ['https://api.telegram.org/bot987654:BBx_y-z/sendMessage', 'BBx_y-z'],
    ['https://api.telegram.org/file/bot987654:BBx_y-z/photos/1.jpg', 'BBx_y-z'],
    ['https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb24/callback', 'aW50ZXJhY3Rpb24'],
    ['https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24/messages/@original', 'aW50ZXJhY3Rpb24'],
    ['redis://default:s3cr3t@redis.example:6379/0', 's3cr3t'],
    ['Bot MTA1MTIzNDU2Nzg5MDEyMzQ1Ng.GxYzAb.abcdefghijklmnopqrstuvwxyz012345678901', 'MTA1MTIz'],
  ])('known by their form are taken out of %s', (text, secret) => {
    const { log, lines } = recordingLogger();
    log.error({ err: new Error(text), url: text }, text);
    expect(lines.join('')).not.toContain(secret);
  });

  it('gone, the rest of an error stays readable', () => {
    const { log, last } = recordingLogger();
    const body = { ok: false as const, error_code: 403, description: 'Forbidden: bot was kicked' };
    log.error({ err: new GrammyError('Call failed!', body, 'sendMessage', { chat_id: 1 }) }, 'refused');
    expect(last()).toMatchObject({ err: { type: 'GrammyError', error_code: 403, method: 'sendMessage' } });
  });
});

function wrap(cause: Error): Error {
  return new Error('outer', { cause });
}
