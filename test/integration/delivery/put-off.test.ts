import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, createPostedBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall } from '../../support/scripted-messenger.ts';

const news: DestinationId = 'discord:100';
const chat: DestinationId = 'telegram:-200';
const isEntryEdit = ({ operation, text }: MessengerCall) => operation === 'edit' && text.startsWith('entry');
const isCardText = (text: string) => text.startsWith('Harbour bridge');
const isCard = ({ text }: MessengerCall) => isCardText(text);

test('an edit that the platform puts off holds up nothing else there, and is made at its moment', async () => {
  const bench = await createPostedBench(news);
  const until = Date.now() + 1_500;
  bench.discord.answerBy((call) =>
    isEntryEdit(call) && Date.now() < until ? { kind: 'rate-limited', until, scope: 'message' } : undefined,
  );
  await bench.revise(1, 'edit', 'entry 1 b');
  await bench.discord.waitFor(() => bench.discord.calls.some(isEntryEdit));
  await bench.publish('entry 2');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).includes('entry 2'));
  expect(Date.now()).toBeLessThan(until);
  expect(headlines(bench.discord.texts(news))).toEqual(['entry 1', 'entry 2']);
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] === 'entry 1 b');
  const edits = bench.discord.calls.filter(isEntryEdit);
  expect(edits).toHaveLength(2);
  expect(edits[1]?.at).toBeGreaterThanOrEqual(until);
});

test('edits of old messages keep their own pace, become one, and new entries go on meanwhile', async () => {
  const bench = createDeliveryBench({ isPaced: true });
  bench.discord.paceBy(({ operation, destination }) =>
    operation === 'edit'
      ? { name: `${destination} old`, windows: [{ calls: 1, perMs: 1_500 }], holdsAll: false }
      : undefined,
  );
  await bench.open();
  await bench.follow(news);
  bench.start();
  await bench.publish('entry 1');
  await bench.publish('entry 2');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  await bench.revise(1, 'edit', 'entry 1 b');
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[0] === 'entry 1 b');
  for (const headline of ['entry 2 b', 'entry 2 c', 'entry 2 d']) await bench.revise(2, 'edit', headline);
  await bench.publish('entry 3');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).includes('entry 3'));
  await bench.discord.waitFor(() => headlines(bench.discord.texts(news))[1] === 'entry 2 d');
  const [first, second, ...more] = bench.discord.calls.filter(isEntryEdit);
  expect(more).toEqual([]);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_500);
});

test('a card that has to wait for its chat spends nothing of its own pace', async () => {
  const bench = await createPostedBench(chat, { isPaced: true, cardDelayMs: 50 });
  bench.telegram.paceBy(() => ({ name: 'the chat', windows: [{ calls: 1, perMs: 400 }], holdsAll: true }));
  const edits = () => bench.telegram.calls.filter((call) => call.operation === 'edit' && isCard(call));
  for (const headline of ['entry 2', 'entry 3']) {
    await bench.publish(headline);
    await bench.telegram.waitFor(() => edits().some(({ text }) => text.includes(headline)), 20_000);
  }
  const [first, second] = edits().map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeLessThan(5_000);
});

test('a card is edited twice in ten seconds at most, and at once when something is taken back', async () => {
  const bench = await createPostedBench(chat, { isPaced: true });
  const cardEdits = () =>
    bench.telegram.calls.filter((call) => call.operation === 'edit' && isCard(call)).length;
  const card = () => bench.telegram.texts(chat).find(isCardText) ?? '';
  for (const number of [2, 3, 4, 5]) {
    await bench.publish(`entry ${number}`);
    await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === number);
    const edits = Math.min(number - 1, 2);
    await bench.telegram.waitFor(() => cardEdits() === edits);
  }
  await bench.publish('entry 6');
  await bench.telegram.waitFor(() => headlines(bench.telegram.texts(chat)).length === 6);
  expect(card()).toContain('entry 3');
  await bench.revise(6, 'kill', 'entry 6');

  await bench.telegram.waitFor(() => card().includes('entry 5'));
  expect(cardEdits()).toBe(3);
});

test('a card that may have arrived without an answer is posted again with the next change, and the new one is kept', async () => {
  const bench = createDeliveryBench();
  let isLost = true;
  bench.telegram.answerBy((call, apply) => {
    if (!isLost || !isCard(call)) return undefined;
    isLost = false;
    apply();
    return { kind: 'unknown', why: 'Telegram did not answer' };
  });
  await bench.open();
  await bench.follow(chat);
  await bench.store.staff.setDesk('discord:900', 'The desk');
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.texts('discord:900').length === 1);
  expect(bench.discord.texts('discord:900')[0]).toContain('the next change of the story');
  expect(bench.telegram.pinned.size).toBe(0);

  await bench.publish('entry 2');
  await bench.telegram.waitFor(() => bench.telegram.pinned.size === 1);
  await bench.publish('entry 3');
  await bench.telegram.waitFor(() =>
    bench.telegram.texts(chat).some((text) => isCardText(text) && text.includes('entry 3')),
  );
  expect(bench.telegram.calls.filter((call) => call.operation === 'send' && isCard(call))).toHaveLength(2);
});

test('an item that becomes due while the mailbox looks when it will be does not wait for the reconciler', async () => {
  let isDue: Promise<unknown> | undefined;
  const bench = createDeliveryBench({
    disturb: (backlogs) => ({
      ...backlogs,
      async next(destination) {
        const found = await backlogs.next(destination);
        if (found.waiting === undefined)
          await (isDue ??= untilDue(async () => (await backlogs.next(destination)).waiting));
        return found;
      },
    }),
  });
  await bench.open();
  await bench.follow(chat);
  const item = { kind: 'card', slug: 'harbour' } as const;
  await bench.store.backlogs.put([{ destination: chat, order: 1, item }]);
  await bench.store.backlogs.putOff(chat, { item, stamp: '1' }, Date.now() + 50);

  expect(await bench.mailbox(bench.telegram, 0)(chat, 0)).toMatchObject({ kind: 'later' });
});

async function untilDue(look: () => Promise<unknown>): Promise<void> {
  while ((await look()) === undefined);
}
