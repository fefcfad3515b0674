import { beforeEach, expect, it } from 'vitest';
import { createLogger } from '../../../src/logger.ts';
import { BotAccount } from '../../../src/platforms/account.ts';

const minuteMs = 60_000;
const start = Date.parse('2026-02-26T12:00Z');
const log = createLogger({ level: 'silent', secrets: [] });

let now: number;
let account: BotAccount;
beforeEach(() => {
  now = start;
  account = new BotAccount({ platform: 'discord', tellDesk: async () => undefined, now: () => now, log });
});

it('lets calls through while the token is accepted', () => {
  expect(account.waitUntil()).toBeUndefined();
});

it('lets one call a minute through while the token is refused', () => {
  account.refused();
  expect(account.waitUntil()).toBe(start + minuteMs);
  now += minuteMs;
  expect(account.waitUntil()).toBeUndefined();
  expect(account.waitUntil()).toBe(now + minuteMs);
});

it('tries the token again at once, and then every minute, when the clock was set back', () => {
  account.refused();
  now -= 60 * minuteMs;
  expect(account.waitUntil()).toBeUndefined();
  expect(account.waitUntil()).toBe(now + minuteMs);
});
