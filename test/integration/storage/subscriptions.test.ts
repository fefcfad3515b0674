import { expect, test } from 'vitest';
import { formatItem } from '../../../src/domain/backlog-item.ts';
import { testStore } from '../../support/store.ts';

const subscription = { destination: 'telegram:-100', slug: 'harbour', level: 'all', since: 5 } as const;

test('a subscription is found from both ends and removed from both', async () => {
  const { subscriptions } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  expect(await subscriptions.ofStory('harbour')).toEqual([subscription]);
  expect(await subscriptions.ofDestination('telegram:-100')).toEqual([subscription]);
  expect(await subscriptions.remove('telegram:-100', 'harbour')).toBe(true);
  expect(await subscriptions.remove('telegram:-100', 'harbour')).toBe(false);
  expect(await subscriptions.ofStory('harbour')).toEqual([]);
  expect(await subscriptions.ofDestination('telegram:-100')).toEqual([]);
});

test('subscribing again keeps a paused destination paused; a state changes once', async () => {
  const { subscriptions } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  const paused = { kind: 'paused', why: 'I was removed', since: 9 } as const;
  expect(await subscriptions.setState('telegram:-100', paused)).toBe(true);
  expect(await subscriptions.setState('telegram:-100', paused)).toBe(false);
  await subscriptions.put({ ...subscription, level: 'key' }, 'Coast Guild');
  expect(await subscriptions.destination('telegram:-100')).toMatchObject({ state: paused });
});

test('of many who pause a destination at the same time, one is told that it did', async () => {
  const { subscriptions } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  const reasons = Array.from({ length: 20 }, (_, number) => `reason ${number}`);
  const changed = await Promise.all(
    reasons.map((why) => subscriptions.setState('telegram:-100', { kind: 'paused', why, since: 9 })),
  );
  expect(changed.filter(Boolean)).toHaveLength(1);
  const why = reasons[changed.indexOf(true)];
  expect(await subscriptions.destination('telegram:-100')).toMatchObject({ state: { why } });
});

test('a pause in the middle of a new subscription stays', async () => {
  const { subscriptions } = testStore();
  const paused = { kind: 'paused', why: 'I was removed', since: 9 } as const;
  const rounds = Array.from({ length: 20 }, (_, number) => `telegram:${number}` as const);
  for (const id of rounds) await subscriptions.know(id, 'Coast Guild');
  await Promise.all(
    rounds.flatMap((id) => [subscriptions.setState(id, paused), subscriptions.know(id, 'Coast')]),
  );
  const states = await Promise.all(rounds.map(async (id) => (await subscriptions.destination(id))?.state));
  expect(states).toEqual(rounds.map(() => paused));
});

test('a pause in the middle of a move does not bring the old address back', async () => {
  const { subscriptions } = testStore();
  const paused = { kind: 'paused', why: 'I was removed', since: 9 } as const;
  const groups = Array.from({ length: 20 }, (_, number) => `telegram:-${number + 1}` as const);
  for (const id of groups) await subscriptions.put({ ...subscription, destination: id }, id);
  await Promise.all(
    groups.map(async (id, turns) => {
      const moved = subscriptions.move(id, `telegram:-100${id.slice('telegram:-'.length)}`);
      for (let turn = 0; turn < turns; turn += 1) await subscriptions.find('telegram:0', 'harbour');
      await Promise.all([moved, subscriptions.setState(id, paused)]);
    }),
  );
  const left = await Promise.all(groups.map((id) => subscriptions.destination(id)));
  expect(left).toEqual(groups.map(() => undefined));
});

test('a paused group is paused at its new address, where nothing else is known of that', async () => {
  const { subscriptions } = testStore();
  const paused = { kind: 'paused', why: 'I was removed', since: 9 } as const;
  for (const id of ['telegram:-1', 'telegram:-2'] as const) {
    await subscriptions.put({ ...subscription, destination: id }, 'Coast Guild');
    await subscriptions.setState(id, paused);
  }
  await subscriptions.know('telegram:-1002', 'Coast Guild');
  await subscriptions.move('telegram:-1', 'telegram:-1001');
  await subscriptions.move('telegram:-2', 'telegram:-1002');
  expect(await subscriptions.destination('telegram:-1001')).toMatchObject({ state: paused });
  expect(await subscriptions.destination('telegram:-1002')).toMatchObject({ state: { kind: 'active' } });
});

test('a group that moved keeps what it follows, what waits and what it was sent', async () => {
  const { subscriptions, backlogs, deliveries, staff } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  await staff.setDesk('telegram:-100', 'Coast Guild');
  const sent = { kind: 'entry', slug: 'harbour', number: 1 } as const;
  const copies = [{ messageId: '77', fingerprint: 'f' }];
  await backlogs.record('telegram:-100', { item: sent }, { state: 'delivered', revision: 1, copies });
  const waiting = { kind: 'entry', slug: 'harbour', number: 2 } as const;
  await backlogs.put([{ destination: 'telegram:-100', item: waiting, order: 3 }]);

  await subscriptions.move('telegram:-100', 'telegram:-1009');
  expect(await subscriptions.ofStory('harbour')).toEqual([
    { ...subscription, destination: 'telegram:-1009' },
  ]);
  expect(await subscriptions.destination('telegram:-100')).toBeUndefined();
  expect((await backlogs.next('telegram:-1009')).waiting?.item).toEqual(waiting);
  expect(await deliveries.find('telegram:-1009', 'harbour', 1)).toMatchObject({
    state: 'delivered',
    copies: [{ messageId: '-' }],
  });
  expect(await staff.desks()).toEqual(['telegram:-1009']);
});

test('a group that moved is not told by its next digest what an earlier one told', async () => {
  const { subscriptions, backlogs } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  const digest = { kind: 'digest', slug: 'harbour', since: 0, until: 7 } as const;
  await backlogs.putDigest('telegram:-100', digest, { mark: undefined });
  await subscriptions.move('telegram:-100', 'telegram:-1009');
  expect(await backlogs.digestedUntil('telegram:-1009', 'harbour')).toBe(7);
  await backlogs.putDigest('telegram:-1009', { ...digest, since: 7, until: 9 }, { mark: 7 });
  await subscriptions.move('telegram:-100', 'telegram:-1009');
  expect(await backlogs.digestedUntil('telegram:-1009', 'harbour')).toBe(9);
});

test('what the new address of a group has already is not replaced by what the old one had', async () => {
  const { subscriptions, backlogs, deliveries } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  const entry = { kind: 'entry', slug: 'harbour', number: 1 } as const;
  const had = { state: 'delivered', revision: 1, copies: [{ messageId: '77', fingerprint: 'f' }] } as const;
  const has = { state: 'delivered', revision: 2, copies: [{ messageId: '5', fingerprint: 'g' }] } as const;
  await backlogs.record('telegram:-100', { item: entry }, had);
  await backlogs.record('telegram:-1009', { item: entry }, has);
  await subscriptions.move('telegram:-100', 'telegram:-1009');
  expect(await deliveries.find('telegram:-1009', 'harbour', 1)).toEqual(has);
});

test('an item that is asked for again while it is under way stays, in its place', async () => {
  const { backlogs } = testStore();
  const destination = 'discord:1';
  const item = (number: number) => ({ kind: 'entry', slug: 'harbour', number }) as const;
  const now = 1_795_000_000_000;
  await backlogs.put(
    [1, 2].map((number) => ({ destination, item: item(number), order: now + number - 0.5 })),
  );
  const { waiting: read } = await backlogs.next(destination);
  await backlogs.put([{ destination, item: item(1), order: now + 9.5 }]);

  expect(await backlogs.settle(destination, { item: item(1), stamp: read?.stamp ?? '' })).toMatchObject({
    items: 2,
  });
  const { waiting: again } = await backlogs.next(destination);
  expect(again?.item).toEqual(item(1));
  expect(await backlogs.settle(destination, { item: item(1), stamp: again?.stamp ?? '' })).toMatchObject({
    items: 1,
  });
});

test('a row is claimed by the first who read it; the same claim again is granted', async () => {
  const { backlogs } = testStore();
  const item = { kind: 'entry', slug: 'harbour', number: 1 } as const;
  const begun = (token: string) => {
    return {
      state: 'sending',
      revision: 1,
      copies: [],
      attempt: { token, fingerprint: 'f', at: 1 },
    } as const;
  };
  const asRead = { item };
  expect(await backlogs.record('telegram:-100', asRead, begun('a'))).toBe(true);
  expect(await backlogs.record('telegram:-100', asRead, begun('a'))).toBe(true);
  expect(await backlogs.record('telegram:-100', asRead, begun('b'))).toBe(false);
  expect(await backlogs.record('telegram:-100', { ...asRead, delivery: begun('a') }, begun('b'))).toBe(true);
});

test('a card waits behind everything else, an entry keeps its place', async () => {
  const { backlogs } = testStore();
  const destination = 'discord:1';
  const entry = { kind: 'entry', slug: 'harbour', number: 1 } as const;
  const card = { kind: 'card', slug: 'harbour' } as const;
  await backlogs.put([
    { destination, item: card, order: 2 },
    { destination, item: entry, order: 5 },
    { destination, item: card, order: 9 },
    { destination, item: entry, order: 12 },
  ]);
  const { waiting: first } = await backlogs.next(destination);
  expect(formatItem(first?.item ?? card)).toBe('harbour/1');
  expect(await backlogs.settle(destination, { item: entry, stamp: first?.stamp ?? '' })).toMatchObject({
    items: 1,
  });
  expect((await backlogs.next(destination)).waiting?.item).toEqual(card);
});

test('what is in front goes first and stays there; a revision goes in front only where some of it was delivered', async () => {
  const { backlogs } = testStore();
  const destination = 'discord:1';
  const entry = (number: number) => ({ kind: 'entry', slug: 'harbour', number }) as const;
  const card = { kind: 'card', slug: 'harbour' } as const;
  const now = 1_795_000_000_000;
  await backlogs.record(destination, { item: entry(1) }, { state: 'delivered', revision: 1, copies: [] });
  await backlogs.put([2, 3].map((number) => ({ destination, item: entry(number), order: now + number })));
  expect(await backlogs.isUrgent(destination)).toBe(false);

  await backlogs.put([
    { destination, item: entry(3), order: now + 4, place: 'front-if-begun' },
    { destination, item: entry(9), order: now + 5, place: 'front-if-begun' },
    { destination, item: entry(4), order: now + 6, place: 'front' },
    { destination, item: entry(1), order: now + 7, place: 'front-if-begun' },
    { destination, item: card, order: now + 8, place: 'front' },
    { destination, item: card, order: now + 9 },
    { destination, item: entry(4), order: now + 10 },
  ]);
  expect(await backlogs.isUrgent(destination)).toBe(true);
  const order: string[] = [];
  const next = async () => (await backlogs.next(destination)).waiting;
  for (let waiting = await next(); waiting; waiting = await next()) {
    order.push(`${formatItem(waiting.item)}${waiting.isUrgent ? '!' : ''}`);
    await backlogs.settle(destination, waiting);
  }
  expect(order).toEqual(['harbour/4!', 'harbour/1!', 'harbour/card!', 'harbour/2', 'harbour/3']);
});

test('a message leads back to its entry', async () => {
  const { subscriptions, backlogs, deliveries } = testStore();
  await subscriptions.put(subscription, 'Coast Guild');
  const item = { kind: 'entry', slug: 'harbour', number: 4 } as const;
  const copies = [
    { messageId: '41', fingerprint: 'a' },
    { messageId: '42', fingerprint: 'b' },
  ];
  await backlogs.record('telegram:-100', { item }, { state: 'delivered', revision: 1, copies });
  expect(await deliveries.entryOfMessage('telegram:-100', '42')).toEqual({ slug: 'harbour', number: 4 });
  expect(await deliveries.entryOfMessage('telegram:-100', '43')).toBeUndefined();
});

test('the topics of a chat are found with it, and other chats are not', async () => {
  const { subscriptions } = testStore();
  for (const destination of ['telegram:-100', 'telegram:-100:7', 'telegram:-1005'] as const)
    await subscriptions.put({ ...subscription, destination }, destination);
  const within = await subscriptions.destinationsWithin('telegram:-100');
  expect(new Set(within.map(({ id }) => id))).toEqual(new Set(['telegram:-100', 'telegram:-100:7']));
});

test('all who follow a story come page by page, also while some of them leave', async () => {
  const { subscriptions } = testStore();
  const ids = Array.from({ length: 700 }, (_, index) => `discord:${index}` as const);
  const leaving = ids.slice(0, 50);
  await Promise.all(
    ids.map((destination) => subscriptions.put({ ...subscription, destination }, 'a channel')),
  );
  const first = await subscriptions.page('harbour', 'current');
  await Promise.all(leaving.map((id) => subscriptions.remove(id, 'harbour')));
  const pages = [first];
  for (let page = first; page.next !== undefined; pages.push(page))
    page = await subscriptions.page('harbour', 'current', page);
  expect(pages.length).toBeGreaterThan(3);
  const seen = new Set(pages.flatMap((page) => page.subscriptions.map(({ destination }) => destination)));
  expect(ids.slice(50).filter((id) => !seen.has(id))).toEqual([]);
  const { subscriptions: formers } = await subscriptions.page('harbour', 'former');
  expect(new Set(formers.map(({ destination }) => destination))).toEqual(new Set(leaving));
});
