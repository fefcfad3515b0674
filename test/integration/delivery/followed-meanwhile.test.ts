import { expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';

const left = 'discord:100';
const stayed = 'discord:101';

test('a correction reaches a place that stopped following and begins again while it goes to the others', async () => {
  let meanwhile = async (): Promise<void> => undefined;
  const followingAgain = (backlogs: Backlogs): Backlogs => ({
    ...backlogs,
    async put(entries) {
      const once = entries.some(({ destination }) => destination === stayed) ? meanwhile : undefined;
      const waiting = await backlogs.put(entries);
      await once?.();
      return waiting;
    },
  });
  const bench = createDeliveryBench({ disturb: followingAgain });
  const { subscriptions } = bench.store;
  await bench.open();
  for (const destination of [left, stayed] as const) await bench.follow(destination);
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 2);
  await subscriptions.remove(left, 'harbour');
  meanwhile = () => bench.follow(left);
  await bench.revise(1, 'correction', 'entry 1 b');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(stayed))[0] === 'entry 1 b');
  await bench.discord.waitFor(() => headlines(bench.discord.texts(left))[0] === 'entry 1 b');
  expect(await subscriptions.find(left, 'harbour')).toBeDefined();
});
