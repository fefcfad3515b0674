import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../../src/logger.ts';
import type { Lease } from '../../../src/platforms/lease.ts';
import { LeasedIntake } from '../../../src/platforms/leased-intake.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { createLease } from '../../../src/storage/lease.ts';
import { testRedis } from '../../support/redis.ts';
import { createMemoryInbox, createTestIntake } from '../../support/telegram-intake.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

const standingBy = {
  platform: 'telegram',
  ready: true,
  note: 'standing by, since another process is connected',
};

async function open() {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const chat = sandbox.addPrivateChat(ada);
  const { redis, prefix } = testRedis();
  const inbox = createMemoryInbox();
  const leaseOf = (owner: string) => createLease(redis, { key: `${prefix}lease`, owner, ttlMs: 400 });
  const start = (name: string, lease: Lease = leaseOf(name)) => {
    const create = () => createTestIntake(sandbox, { inbox }).intake;
    const log = createLogger({ level: 'silent', secrets: [] });
    const intake = new LeasedIntake({ platform: 'telegram', lease, create, checkEveryMs: 50, log });
    intake.start();
    onTestFinished(() => intake.stop());
    return intake;
  };
  return {
    sandbox,
    inbox,
    start,
    leaseOf,
    ask: () => sandbox.say({ as: ada, chatId: chat.id, text: '/help' }),
    chat,
  };
}

function answers(sandbox: TelegramSandbox, chatId: number): number {
  return sandbox.messages(chatId).filter(({ fromBot }) => fromBot).length;
}

function conflicts(sandbox: TelegramSandbox): number {
  return sandbox.requests().filter(({ status }) => status === 409).length;
}

it('one process listens and the others stand by, without a conflict; the next takes over from one that stops', async () => {
  const { sandbox, start, ask, chat } = await open();
  const first = start('first');
  await expect.poll(() => first.status()).toEqual({ platform: 'telegram', ready: true });
  const second = start('second');
  await expect.poll(() => second.status()).toEqual(standingBy);
  ask();
  await sandbox.waitFor(() => answers(sandbox, chat.id) === 1);
  await first.stop();
  ask();
  await sandbox.waitFor(() => answers(sandbox, chat.id) === 2);

  expect(second.status()).toEqual({ platform: 'telegram', ready: true });
  expect(first.status()).toEqual({ platform: 'telegram', ready: false, why: 'stopped' });
  expect(conflicts(sandbox)).toBe(0);
});

it('the process that takes over from a crashed one handles the updates that it had fetched', async () => {
  const { sandbox, inbox, start, leaseOf, chat } = await open();
  await leaseOf('crashed').take();
  const left = {
    message_id: 7,
    date: 0,
    text: '/help',
    chat: { id: chat.id, type: 'private', first_name: 'Ada' },
  };
  const from = { id: chat.id, is_bot: false, first_name: 'Ada' };
  await inbox.add([{ updateId: 1, json: JSON.stringify({ update_id: 1, message: { ...left, from } }) }]);
  const next = start('next');
  await expect.poll(() => next.status()).toEqual(standingBy);
  expect(answers(sandbox, chat.id)).toBe(0);
  await sandbox.waitFor(() => answers(sandbox, chat.id) === 1);

  await expect.poll(() => inbox.all()).toEqual([]);
});

it('a process that slept too long lets go at once when it wakes up', async () => {
  const { sandbox, start, leaseOf, ask, chat } = await open();
  const lease = leaseOf('sleepy');
  let sleep: Promise<void> = Promise.resolve();
  let wake = () => {};
  const sleepy = start('sleepy', {
    take: async () => {
      await sleep;
      return lease.take();
    },
    release: () => lease.release(),
  });
  await expect.poll(() => sleepy.status().ready).toBe(true);
  const other = start('other');
  await expect.poll(() => other.status()).toEqual(standingBy);
  sleep = new Promise((resolve) => {
    wake = resolve;
  });
  await expect.poll(() => other.status().note).toBeUndefined();
  wake();
  await expect.poll(() => sleepy.status()).toEqual(standingBy);
  await expect.poll(() => other.status().ready).toBe(true);
  ask();
  await sandbox.waitFor(() => answers(sandbox, chat.id) === 1);
});

it('goes on listening while nobody knows who has the lease, but does not begin then', async () => {
  const { sandbox, start, leaseOf, ask, chat } = await open();
  const redis = { isAway: false };
  const leaseAway = (owner: string): Lease => ({
    take: async () => {
      if (redis.isAway) throw new Error('Redis is away.');
      return leaseOf(owner).take();
    },
    release: async () => undefined,
  });
  const first = start('first', leaseAway('first'));
  await expect.poll(() => first.status().ready).toBe(true);
  redis.isAway = true;
  const second = start('second', leaseAway('second'));
  ask();
  await sandbox.waitFor(() => answers(sandbox, chat.id) === 1);

  expect(second.status()).toEqual({
    platform: 'telegram',
    ready: false,
    why: 'not connected until Redis says that no other process is',
  });
});
