import { expect, onTestFinished, test, vi } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';

const hourMs = 3_600_000;
const place: DestinationId = 'telegram:-200';

/** Sets the machine's clock, for all libraries too, until the test ends. */
function machineClock() {
  const now = Date.now.bind(Date);
  let aheadMs = hourMs;
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => now() + aheadMs);
  onTestFinished(() => spy.mockRestore());
  return {
    setBack(): void {
      aheadMs = 0;
    },
  };
}

/** A running bench whose clock is an hour ahead. */
async function benchAhead() {
  const clock = machineClock();
  const bench = createDeliveryBench({ reconcileEveryMs: 100 });
  await bench.open();
  await bench.follow(place);
  const engine = bench.start();
  const shows = (headline: string) =>
    bench.telegram.waitFor(() => headlines(bench.telegram.texts(place)).includes(headline));
  return { ...bench, ...clock, engine, shows };
}

test('a pause that was announced before the clock was set back ends in its time, and not before', async () => {
  const bench = await benchAhead();
  const pauseMs = 1_000;
  bench.telegram.answerBy(() =>
    bench.telegram.calls.length > 1
      ? undefined
      : { kind: 'rate-limited', until: Date.now() + pauseMs, scope: 'destination' },
  );
  await bench.publish('entry 1');
  const mailboxes = bench.queues.all.filter(({ name }) => name === 'mailbox-telegram');
  await expect.poll(() => mailboxes[0]?.getDelayedCount()).toBe(1);
  bench.setBack();
  const setBackAt = performance.now();
  await bench.shows('entry 1');
  expect(performance.now() - setBackAt).toBeGreaterThan(pauseMs - 200);
});

test('a window of the limiter that is over when the clock was set back does not stop the platform', async () => {
  const bench = await benchAhead();
  const { records, keys } = bench.store;
  await bench.publish('entry 1');
  await bench.shows('entry 1');
  const limiter = `${keys.queues}:mailbox-telegram:limiter`;
  await records.set(limiter, '30', 'PX', hourMs);
  await expect.poll(() => records.exists(limiter)).toBe(0);
  // A pause of the whole platform is such a key, too, and stays.
  await records.set(limiter, String(Number.MAX_SAFE_INTEGER), 'PX', hourMs);
  await bench.engine.reconcile();
  expect(await records.exists(limiter)).toBe(1);
});
