import { GrammyError } from 'grammy';
import { expect, it } from 'vitest';
import { createLogger } from '../../../src/logger.ts';
import { createAttempt } from '../../../src/platforms/telegram/attempts.ts';

const log = createLogger({ level: 'silent', secrets: [] });
const startedAt = 1_800_000_000_000;

function open() {
  const clock = { now: startedAt };
  const attempt = createAttempt({ now: () => clock.now, log });
  const limited = async (): Promise<never> => {
    const answer = { ok: false, error_code: 429, description: 'Too Many Requests: retry after 5' } as const;
    throw new GrammyError('Call failed', { ...answer, parameters: { retry_after: 5 } }, 'sendMessage', {});
  };
  const call = async (chatId: number) => {
    const outcome = await attempt({ operation: 'send', destination: `telegram:${chatId}`, run: limited });
    return outcome.kind === 'rate-limited' ? outcome.scope : outcome.kind;
  };
  const calls = async (...chatIds: readonly number[]) => {
    const scopes: string[] = [];
    for (const chatId of chatIds) scopes.push(await call(chatId));
    return scopes;
  };
  return { clock, calls };
}

it('a chat that is asked to wait again and again waits alone', async () => {
  const { clock, calls } = open();
  clock.now += 60_000;
  expect(await calls(1, 1, 1, 1)).toEqual(Array.from({ length: 4 }, () => 'destination'));
});

it('chats that were quiet and must wait all the same mean that the whole bot must', async () => {
  const { clock, calls } = open();
  clock.now += 60_000;
  expect(await calls(1, 2, 3, 4)).toEqual(['destination', 'destination', 'platform', 'platform']);
});

it('busy chats may all be over their own limit', async () => {
  const { clock, calls } = open();
  await calls(1, 2, 3);
  clock.now += 30_000;
  expect(await calls(1, 2, 3)).toEqual(['destination', 'destination', 'destination']);
});

it('what is long ago does not add up', async () => {
  const { clock, calls } = open();
  clock.now += 60_000;
  await calls(1, 2);
  clock.now += 10_000;
  expect(await calls(3, 4)).toEqual(['destination', 'destination']);
});

it('a bot that has just started knows of no chat whether it was quiet', async () => {
  const { calls } = open();
  expect(await calls(1, 2, 3, 4)).toEqual(Array.from({ length: 4 }, () => 'destination'));
});
