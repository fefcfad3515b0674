import { expect, test } from 'vitest';
import { type BotProcess, environmentOf, startBotProcess } from '../support/bot-process.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';
import { redisChild } from '../support/redis-child.ts';

/** How long an operator waits for the next process at most, with room for a slow machine. */
const takenOverWithinMs = 15_000;

test('of three gateways one listens; a crashed one is replaced within some ten seconds, and nothing is answered twice', async () => {
  const world = await testWorld();
  const redis = await redisChild();
  await redis.start();
  const environment = { ...environmentOf(world, await testDataDir()), REDIS_URL: redis.url };
  const start = () => startBotProcess({ ...environment, ROLES: 'gateway,web' });
  const worker = startBotProcess({ ...environment, ROLES: 'worker,web' });
  const first = start();
  await first.ready();
  const others = [start(), start()];
  await Promise.all([worker.ready(), ...others.map((one) => one.ready())]);
  expect(await first.readiness()).toEqual({ ready: true });
  for (const other of others) expect(await other.readiness()).toEqual(standingBy);
  expect(world.discord.gateway.connectedCount()).toBe(1);

  const { onDiscord, onTelegram } = hands(world);
  await onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  await onTelegram('/subscribe story:harbour');
  await first.end('SIGKILL');
  const killedAt = performance.now();
  await world.discord.waitFor(() => world.discord.gateway.identifyCount() === 2, takenOverWithinMs);
  const answer = await onTelegram('/update story:harbour headline:"Bridge shut"\nText.');
  expect(performance.now() - killedAt).toBeLessThan(takenOverWithinMs);
  expect(answer).toContain('Published');
  await expect.poll(() => onDiscord('/story list')).toContain('Harbour');

  expect(world.discord.gateway.connectedCount()).toBe(1);
  const chief = world.cast.telegram.chief.id;
  const said = world.telegram
    .messages(chief)
    .filter(({ fromBot, text }) => fromBot && text.includes('Published'));
  expect(said).toHaveLength(1);
  const refused = world.telegram.requests().filter(({ status }) => status === 409);
  expect(refused.length).toBeLessThanOrEqual(1);
  // Each platform has its own lease, so that one process may have taken over one and the other one the other.
  const { notes } = standingBy;
  await expect.poll(() => notesOf(others)).toEqual(notes);
}, 90_000);

const standingBy = {
  ready: true,
  notes: [
    'discord: standing by, since another process is connected',
    'telegram: standing by, since another process is connected',
  ],
};

/** What the processes note of themselves on /readyz, all of them together. */
async function notesOf(processes: readonly BotProcess[]): Promise<readonly string[]> {
  const said = await Promise.all(processes.map((one) => one.readiness()));
  return said.flatMap(({ notes = [] }) => notes).toSorted();
}
