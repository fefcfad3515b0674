import { expect, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall } from '../../support/scripted-messenger.ts';

const places = 120;
const routine = 10;
/** Thousands of calls on a machine that may be busy with other tests: what counts is their order. */
const longMs = 60_000;

/** As many as the bench serves at the same time: they were under way before anything could overtake them. */
const underWay = 20;

const destinations = Array.from({ length: places }, (_, index): DestinationId => `discord:${1_000 + index}`);
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `entry ${from + index}`);

/** A bench whose platform takes nothing until it is opened, with more than a thousand routine sends waiting. */
async function createCrowdedBench(followers = places) {
  const bench = createDeliveryBench();
  let open = (): void => undefined;
  await bench.open();
  for (const destination of destinations.slice(-followers)) await bench.follow(destination);
  return {
    ...bench,
    /** Publishes the routine entries and resolves when they wait behind the first calls. */
    async crowd(from: number) {
      const opened = new Promise<undefined>((resolve) => {
        open = () => resolve(undefined);
      });
      bench.discord.answerBy(() => opened);
      const before = bench.discord.calls.length;
      for (const headline of numbered(from, routine)) await bench.publish(headline);
      await bench.carried();
      await bench.discord.waitFor(() => bench.discord.calls.length === before + underWay, longMs);
    },
    letThrough: () => open(),
    sent: (start: string) => callsAbout(bench.discord.calls, start),
  };
}

function callsAbout(calls: readonly MessengerCall[], start: string): readonly number[] {
  return calls.flatMap((call, index) => (call.text.startsWith(start) ? [index] : []));
}

test('a flash reaches every destination before the routine entries that waited, whose order stays right', async () => {
  const bench = await createCrowdedBench();
  bench.start();
  await bench.crowd(1);
  await bench.publish('entry 11', { urgency: 'flash' });
  await bench.carried();
  bench.letThrough();

  await bench.discord.waitFor(() => bench.sent('FLASH').length === places, longMs);
  expect(Math.max(...bench.sent('FLASH'))).toBeLessThan(underWay + places + underWay);
  const last = destinations[places - 1] ?? 'discord:0';
  for (const destination of destinations)
    await bench.discord.waitFor(
      () => headlines(bench.discord.texts(destination)).length === routine + 1,
      longMs,
    );
  const routineAt = (destination: DestinationId) =>
    headlines(bench.discord.texts(destination)).filter((headline) => headline !== 'entry 11');
  expect(destinations.map(routineAt)).toEqual(destinations.map(() => numbered(1, routine)));
  expect(headlines(bench.discord.texts(last))[0]).toBe('entry 11');
}, 120_000);

test.each(['correction', 'hold', 'kill'] as const)(
  'a %s of what was delivered overtakes what was not, and puts nothing out of order',
  async (signal) => {
    const bench = await createCrowdedBench();
    bench.start();
    await bench.publish('entry 1');
    await bench.discord.waitFor(() => bench.discord.pinned.size === places, longMs);
    await bench.crowd(2);
    const from = bench.discord.calls.length;
    await bench.revise(1, signal, 'entry 1');
    await bench.revise(8, 'correction', 'entry 8 b');
    await bench.carried();
    bench.letThrough();

    const edits = () => bench.discord.calls.slice(from).flatMap(toFirstEdits);
    await bench.discord.waitFor(() => new Set(edits()).size === places, longMs);
    expect(bench.discord.calls.length - from).toBeLessThan(places * 2 + 2 * underWay);
    for (const destination of destinations)
      await bench.discord.waitFor(
        () => headlines(bench.discord.texts(destination)).at(-1) === 'entry 11',
        longMs,
      );
    const wanted = numbered(2, routine).map((headline) => (headline === 'entry 8' ? 'entry 8 b' : headline));
    const shown = destinations.map((destination) =>
      headlines(bench.discord.texts(destination)).slice(-routine),
    );
    expect(shown).toEqual(destinations.map(() => wanted));
  },
  120_000,
);

test('a kill overtakes where something has to be taken back, and hurries nobody else', async () => {
  const bench = await createCrowdedBench(20);
  bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.pinned.size === 20, longMs);
  // Followed anew, they are the last ones to which everything is carried.
  for (const destination of destinations.slice(-20))
    await bench.store.subscriptions.remove(destination, 'harbour');
  for (const destination of destinations) await bench.follow(destination);
  await bench.crowd(2);
  const from = bench.discord.calls.length;
  await bench.revise(1, 'kill', 'entry 1');
  await bench.carried();
  bench.letThrough();

  const edits = () => new Set(bench.discord.calls.slice(from).flatMap(toFirstEdits));
  await bench.discord.waitFor(() => edits().size === 20, longMs);
  // The entry and the card in twenty places, and what other runs had begun by then.
  expect(bench.discord.calls.length - from).toBeLessThan(2 * 20 + 2 * underWay);
}, 120_000);

/** The destination of an edit of the first entry; cards are pinned messages and tell of the story. */
function toFirstEdits({ operation, text, destination }: MessengerCall): readonly DestinationId[] {
  return operation === 'edit' && !text.startsWith('Harbour bridge') ? [destination] : [];
}
