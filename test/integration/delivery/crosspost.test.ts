import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall, Script } from '../../support/scripted-messenger.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';
const desk: DestinationId = 'discord:900';
const hourMs = 3_600_000;

/** A bench whose channel is published from, so many times an hour; some of them are kept for what matters. */
async function createFollowedBench({ calls, withRoom }: { calls: number; withRoom: number }) {
  const bench = createDeliveryBench({ isPaced: true });
  bench.discord.paceBy(({ operation, leavesRoom }) => {
    if (operation !== 'publish') return undefined;
    const all = { calls, perMs: hourMs };
    const windows = leavesRoom ? [all, { calls: withRoom, perMs: hourMs }] : [all];
    return { name: 'publish', windows, holdsAll: false };
  });
  await bench.open();
  for (const destination of [news, chat]) {
    const subscription = { destination, slug: 'harbour', level: 'all', since: 0, crosspost: 0 } as const;
    await bench.store.subscriptions.put(subscription, destination);
  }
  await bench.store.staff.setDesk(desk, 'The desk');
  bench.start();
  return bench;
}

const isPublication = ({ operation }: MessengerCall) => operation === 'publish';
const onPublication =
  (outcome: ReturnType<Script>): Script =>
  (call) =>
    isPublication(call) ? outcome : undefined;

test('flashes and key entries are published first, and others while there is room to spare', async () => {
  const bench = await createFollowedBench({ calls: 4, withRoom: 2 });
  const show = async (number: number, options: { key?: boolean; urgency?: 'flash' } = {}) => {
    await bench.publish(`entry ${number}`, options);
    await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).includes(`entry ${number}`));
  };
  await show(1);
  await bench.discord.waitFor(() => bench.discord.published.length === 2);
  for (const number of [2, 3]) await show(number);
  await show(4, { key: true });
  await bench.discord.waitFor(() => bench.discord.published.length === 3);
  await show(5, { urgency: 'flash' });
  await bench.discord.waitFor(() => bench.discord.published.length === 4);
  await show(6, { key: true });
  await show(7);
  await expect
    .poll(() => bench.store.deliveries.find(news, 'harbour', 7))
    .toMatchObject({ state: 'delivered', copies: [{ published: 'no' }] });

  expect(headlines(bench.discord.published)).toEqual(['entry 1', 'entry 4', 'entry 5']);
  expect(await bench.store.deliveries.find(news, 'harbour', 6)).toMatchObject({ state: 'delivered' });
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 7);
  expect(bench.telegram.calls.some(isPublication)).toBe(false);
});

test('what was published already counts as published', async () => {
  const bench = await createFollowedBench({ calls: 10, withRoom: 10 });
  bench.discord.answerBy(onPublication({ kind: 'unchanged' }));
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.calls.filter(isPublication).length === 2);
  await bench.publish('entry 2');
  await bench.discord.waitFor(() => bench.discord.calls.filter(isPublication).length === 3);

  expect(await bench.store.deliveries.find(news, 'harbour', 1)).toMatchObject({
    copies: [{ published: 'yes' }],
  });
});

test('a publication that has to wait holds up neither the message nor what follows', async () => {
  const bench = await createFollowedBench({ calls: 10, withRoom: 10 });
  const until = Date.now() + 1_200;
  bench.discord.answerBy((call) =>
    isPublication(call) && Date.now() < until ? { kind: 'rate-limited', until, scope: 'message' } : undefined,
  );
  await bench.publish('entry 1', { key: true });
  await bench.publish('entry 2', { key: true });
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 2);
  expect(Date.now()).toBeLessThan(until);
  expect(await bench.store.deliveries.find(news, 'harbour', 1)).toMatchObject({ state: 'delivered' });

  await bench.discord.waitFor(() => headlines(bench.discord.published).length === 2);
});

test('a channel that cannot be published from keeps its messages, and the desk is told', async () => {
  const bench = await createFollowedBench({ calls: 10, withRoom: 10 });
  bench.discord.answerBy(onPublication({ kind: 'needs-rights', why: 'this kind of channel takes none' }));
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.texts(desk).length === 2);
  await bench.publish('entry 2');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).includes('entry 2'));
  expect(bench.discord.texts(desk)[0]).toContain(
    'is posted in discord:100 and not passed on to the servers that follow it: this kind of channel takes none',
  );
  expect(await bench.store.subscriptions.destination(news)).toMatchObject({ state: { kind: 'active' } });
});
