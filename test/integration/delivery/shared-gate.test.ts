import { expect, test } from 'vitest';
import { createGate } from '../../../src/delivery/gate.ts';
import { createSharedGate } from '../../../src/delivery/shared-gate.ts';
import { createBotCalls } from '../../../src/storage/bot-calls.ts';
import { createKeys } from '../../../src/storage/keys.ts';
import { testRedis } from '../../support/redis.ts';

const callsPerSecond = 20;
const perMs = 1_000;
/** The server counts in whole milliseconds, and its answer takes a moment. */
const slackMs = 10;

/** Some processes on one Redis, each with a gate of its own. */
function openProcesses(count: number) {
  const { redis, prefix } = testRedis();
  const botCalls = createBotCalls(redis, createKeys(prefix.slice(0, -1)));
  const gates = Array.from({ length: count }, () => {
    const own = createGate({ calls: callsPerSecond, perMs });
    return createSharedGate({ own, botCalls, platform: 'telegram', callsPerSecond });
  });
  return { gates, botCalls };
}

test('however many processes call at once, no second sees more calls than the bot may make', async () => {
  const { gates } = openProcesses(3);
  const times: number[] = [];
  await Promise.all(
    gates.flatMap((gate) =>
      Array.from({ length: 15 }, async () => {
        const answered = await gate();
        times.push(performance.now());
        answered();
      }),
    ),
  );
  times.sort((a, b) => a - b);
  const apart = times.slice(callsPerSecond).map((time, index) => time - (times[index] ?? 0));
  expect(times).toHaveLength(45);
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(perMs - slackMs);
  // They do not wait for one another longer than they must.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(3 * perMs);
});

test('a bot of another platform is counted for itself', async () => {
  const { botCalls } = openProcesses(1);
  const window = { calls: 1, perMs };
  expect(await botCalls.take('telegram', window)).toBe(0);
  expect(await botCalls.take('discord', window)).toBe(0);
  const waitMs = await botCalls.take('telegram', window);
  expect(waitMs).toBeGreaterThan(perMs / 2);
  expect(waitMs).toBeLessThanOrEqual(perMs);
});

test('while Redis does not answer, each process keeps to its own gate', async () => {
  const own = createGate({ calls: callsPerSecond, perMs });
  const botCalls = { take: () => Promise.reject(new Error('no connection')) };
  const gate = createSharedGate({ own, botCalls, platform: 'discord', callsPerSecond });
  const startedAt = performance.now();
  for (let call = 0; call <= callsPerSecond; call += 1) (await gate())();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(perMs - slackMs);
});
