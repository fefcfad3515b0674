import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadDotEnv, readConfig, variableNames } from '../../src/config.ts';

const telegramOnly = { TELEGRAM_BOT_TOKEN: '4242:AAtest_token-1', CHIEFS: 'telegram:7' };

/** The faults that an environment has. */
function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('a complete environment', () => {
  it('is read with its defaults', () => {
    expect(readConfig(telegramOnly)).toEqual({
      platforms: {
        telegram: {
          token: '4242:AAtest_token-1',
          apiUrl: 'https://api.telegram.org',
          localTimes: false,
          resendsUnknown: false,
        },
      },
      callsPerSecond: { discord: 50, telegram: 30 },
      dataDir: resolve('data'),
      chiefs: ['telegram:7'],
      http: { host: '127.0.0.1', port: 8080 },
      previewFor: 'reporters',
      undoMs: 0,
      upkeep: { silenceMs: 3_600_000, askCloseMs: 86_400_000, keyEntries: 8, keyMs: 21_600_000 },
      logLevel: 'info',
      roles: new Set(['gateway', 'worker', 'web']),
    });
  });

  it('is read with everything set', () => {
    const config = readConfig({
      DISCORD_TOKEN: 'discord-token-value',
      DISCORD_GUILD_ID: '1051234567890123456',
      DISCORD_API_URL: 'http://127.0.0.1:9000/api/',
      TELEGRAM_BOT_TOKEN: '4242:AAtest',
      TELEGRAM_API_URL: 'http://127.0.0.1:9001//',
      TELEGRAM_LOCAL_TIMES: 'on',
      REDIS_URL: 'rediss://user:pass@redis.example:6380/2',
      DATA_DIR: '/var/lib/dateline',
      CHIEFS: ' discord:1 + telegram:5, telegram:2,',
      HTTP_HOST: '::1',
      HTTP_PORT: '0',
      PUBLIC_URL: 'https://news.example/wire/',
      OPS_TOKEN: 'for-operators-only-1',
      PREVIEW_FOR: 'everyone',
      UNDO_SECONDS: '12',
      LOG_LEVEL: 'debug',
      DISCORD_CALLS_PER_SECOND: '40',
      TELEGRAM_CALLS_PER_SECOND: '20',
      TELEGRAM_UNKNOWN: 'resend',
      SILENCE_MINUTES: '0',
      ROLES: 'worker, web',
    });
    expect(config).toEqual({
      platforms: {
        discord: {
          token: 'discord-token-value',
          apiUrl: 'http://127.0.0.1:9000/api',
          guildId: '1051234567890123456',
        },
        telegram: {
          token: '4242:AAtest',
          apiUrl: 'http://127.0.0.1:9001',
          localTimes: true,
          resendsUnknown: true,
        },
      },
      redisUrl: 'rediss://user:pass@redis.example:6380/2',
      callsPerSecond: { discord: 40, telegram: 20 },
      dataDir: '/var/lib/dateline',
      chiefs: ['discord:1', 'telegram:5', 'telegram:2'],
      sameChiefs: [['discord:1', 'telegram:5']],
      http: { host: '::1', port: 0 },
      publicUrl: 'https://news.example/wire',
      opsToken: 'for-operators-only-1',
      previewFor: 'everyone',
      undoMs: 12_000,
      upkeep: { silenceMs: 0, askCloseMs: 86_400_000, keyEntries: 8, keyMs: 21_600_000 },
      logLevel: 'debug',
      roles: new Set(['worker', 'web']),
    });
  });

  it('takes empty and blank values for absent ones', () => {
    const blanks = Object.fromEntries(variableNames.map((name) => [name, name.length % 2 === 0 ? '' : '  ']));
    expect(readConfig({ ...blanks, ...telegramOnly })).toEqual(readConfig(telegramOnly));
  });
});

describe('a faulty environment', () => {
  it('gets all its faults at once, one line each', () => {
    const faults = faultsOf({
      HTTP_PORT: '99999',
      LOG_LEVEL: 'loud',
      ROLES: 'editor',
      REDIS_URL: 'localhost',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'REDIS_URL',
      'CHIEFS',
      'HTTP_PORT',
      'LOG_LEVEL',
      'ROLES',
      'DISCORD_TOKEN',
    ]);
    expect(new ConfigError(faults).message.split('\n')).toEqual(faults);
  });

  it.each([
    ['DISCORD_TOKEN', 'two words'],
    ['DISCORD_GUILD_ID', 'my-server'],
    ['DISCORD_API_URL', 'https://discord.com/api/v10'],
    ['DISCORD_API_URL', 'discord.com/api'],
    ['DISCORD_CALLS_PER_SECOND', '10000'],
    ['TELEGRAM_BOT_TOKEN', 'AAH-without-digits'],
    ['TELEGRAM_API_URL', 'https://api.telegram.org/?x=1'],
    ['TELEGRAM_CALLS_PER_SECOND', '0'],
    ['TELEGRAM_CALLS_PER_SECOND', '31'],
    ['REDIS_URL', 'http://127.0.0.1:6379'],
    ['REDIS_URL', '/run/redis.sock'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/dateline'],
    ['CHIEFS', '123456'],
    ['CHIEFS', 'telegram:7,slack:8'],
    ['CHIEFS', ','],
    ['CHIEFS', 'telegram:7+'],
    ['CHIEFS', 'discord:1'],
    ['HTTP_HOST', 'http://0.0.0.0'],
    ['HTTP_PORT', '80a'],
    ['HTTP_PORT', '-1'],
    ['HTTP_PORT', '65536'],
    ['OPS_TOKEN', 'too-short'],
    ['OPS_TOKEN', 'long enough but with spaces'],
    ['PUBLIC_URL', 'news.example'],
    ['PUBLIC_URL', 'https://news.example/?story='],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['LOG_LEVEL', 'INFO!'],
    ['ROLES', ','],
    ['ROLES', 'worker,cook'],
    ['ROLES', 'worker,web'],
    ['ROLES', 'gateway'],
  ])('is told about %s=%s in one line with an example', (name, value) => {
    const faults = faultsOf({ ...telegramOnly, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} .*(such as|something like) \\S+`));
  });

  it('never sees its values again', () => {
    const secret = 'hush hush 5ecret';
    const faults = faultsOf(Object.fromEntries(variableNames.map((name) => [name, secret])));
    expect(faults.length).toBeGreaterThan(5);
    expect(faults.join('\n')).not.toContain('5ecret');
  });
});

describe('the .env file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-env-'));
  });
  afterEach(async () => {
    delete process.env['DATELINE_TEST_A'];
    delete process.env['DATELINE_TEST_B'];
    await rm(folder, { recursive: true });
  });

  it('adds what the environment does not set', async () => {
    process.env['DATELINE_TEST_A'] = 'environment';
    await writeFile(join(folder, '.env'), 'DATELINE_TEST_A=file\nDATELINE_TEST_B="two words"\n');
    loadDotEnv(join(folder, '.env'));
    expect([process.env['DATELINE_TEST_A'], process.env['DATELINE_TEST_B']]).toEqual([
      'environment',
      'two words',
    ]);
  });

  it('may be absent', () => {
    expect(() => loadDotEnv(join(folder, '.env'))).not.toThrow();
  });

  it('must be readable when it is there', () => {
    expect(() => loadDotEnv(folder)).toThrow(ConfigError);
  });

  it('has an example that names exactly the variables that are read', async () => {
    const example = await readFile('.env.example', 'utf8');
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    expect(named.toSorted()).toEqual(variableNames.toSorted());
  });

  it('has an example whose values work once a token and a chief are filled in', async () => {
    const example = await readFile('.env.example', 'utf8');
    const values = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(readConfig({ ...values, ...telegramOnly })).toEqual(readConfig(telegramOnly));
  });
});
