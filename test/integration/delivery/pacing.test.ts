import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall } from '../../support/scripted-messenger.ts';

const chat: DestinationId = 'telegram:-200';
const news: DestinationId = 'discord:100';
const perMs = 200;
/** Calls do not take equally long on their way to the messenger. */
const slackMs = 50;

test('a place is called no oftener than its pace allows, and no run is wasted on finding that out', async () => {
  const bench = createDeliveryBench({ isPaced: true });
  bench.telegram.paceBy(({ destination }) => ({
    name: destination,
    windows: [{ calls: 2, perMs: perMs + slackMs }],
    holdsAll: true,
  }));
  await bench.open();
  for (const destination of [chat, 'telegram:-300'] as const) await bench.follow(destination);
  for (const number of [1, 2, 3, 4, 5]) await bench.publish(`entry ${number}`);
  bench.start();

  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 2);
  expect(headlines(bench.telegram.texts(chat))).toHaveLength(5);
  const times = bench.telegram.calls.filter((call) => call.destination === chat).map(({ at }) => at);
  const tooClose = times.filter((at, index) => at - (times[index - 2] ?? 0) < perMs);
  expect(tooClose).toEqual([]);
});

test('topics of one chat share its pace', async () => {
  const bench = createDeliveryBench({ isPaced: true });
  bench.telegram.paceBy(() => ({
    name: 'one chat',
    windows: [{ calls: 1, perMs: perMs + slackMs }],
    holdsAll: true,
  }));
  await bench.open();
  for (const topic of [1, 2, 3] as const) await bench.follow(`telegram:-200:${topic}`);
  bench.start();
  await bench.publish('entry 1');

  const sends = () => bench.telegram.calls.filter((call) => call.text.startsWith('entry 1'));
  await bench.telegram.waitFor(() => sends().length === 3);
  const times = bench.telegram.calls.map(({ at }) => at);
  expect(times.filter((at, index) => at - (times[index - 1] ?? 0) < perMs)).toEqual([]);
});

test('a pause that the platform announces is kept before the next call', async () => {
  const bench = createDeliveryBench();
  const pauses: number[] = [];
  bench.discord.answerBy(({ at }: MessengerCall, apply) => {
    const outcome = apply();
    pauses.push(at + perMs);
    return outcome.kind === 'delivered' ? { ...outcome, restUntil: at + perMs } : outcome;
  });
  await bench.open();
  await bench.follow(news);
  for (const number of [1, 2, 3]) await bench.publish(`entry ${number}`);
  bench.start();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  const times = bench.discord.calls.map(({ at }) => at);
  expect(times.slice(1).filter((at, index) => at < (pauses[index] ?? 0))).toEqual([]);
});

test('when a pause ends, urgent items go before routine ones, which follow in their order', async () => {
  const bench = createDeliveryBench({ isPaced: true });
  bench.telegram.paceBy(() => ({
    name: 'all',
    windows: [{ calls: 1, perMs: perMs + slackMs }],
    holdsAll: true,
  }));
  await bench.open();
  await bench.follow(chat);
  bench.start();
  for (const number of [1, 2, 3, 4]) await bench.publish(`entry ${number}`);
  await bench.carried();
  await bench.telegram.waitFor(() => bench.telegram.calls.length === 1);
  await bench.publish('entry 5', { urgency: 'flash' });

  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  const order = headlines(bench.telegram.texts(chat));
  expect(order.indexOf('entry 5')).toBeLessThan(3);
  expect(order.filter((headline) => headline !== 'entry 5')).toEqual([1, 2, 3, 4].map((n) => `entry ${n}`));
});
