import { expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import type { SubscriptionRecords } from '../../../src/newsroom/records.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';

const from = 'telegram:-5';
const to = 'telegram:-1005';

test('what a fan-out puts at an address from which a group has just moved arrives at the new one', async () => {
  let move: SubscriptionRecords['move'] = async () => undefined;
  const movingFirst = (backlogs: Backlogs): Backlogs => ({
    ...backlogs,
    async put(entries) {
      const moveOnce = move;
      move = async () => undefined;
      await moveOnce(from, to);
      return backlogs.put(entries);
    },
  });
  const bench = createDeliveryBench({ disturb: movingFirst });
  await bench.open();
  await bench.follow(from);
  bench.start();
  await bench.publish('entry 1');
  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  move = bench.store.subscriptions.move;
  await bench.publish('entry 2');

  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(to)).includes('entry 2'));
  expect(headlines(bench.telegram.texts(to))).toEqual(['entry 2']);
});
