import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createDeliveryBench } from '../../support/delivery.ts';
import type { MessengerCall } from '../../support/scripted-messenger.ts';
import { testStory } from '../../support/story-hands.ts';

const places = { discord: 'discord:1', telegram: 'telegram:-2' } as const;
const ends = ['discord', 'telegram'] as const;
const desk = 'discord:900';
const item = { kind: 'card', slug: testStory.slug } as const;

/** A bench with a running engine, a place that gets the card alone, and an entry of which no card tells yet. */
async function benchBeforeCard(end: (typeof ends)[number]) {
  const bench = createDeliveryBench();
  const place = places[end];
  await bench.open();
  await bench.follow(place, 'digest');
  await bench.store.staff.setDesk(desk, 'The desk');
  const quiet = async () => {
    await bench.carried();
    while ((await bench.store.deliveries.backlogSize(place)) > 0);
  };
  const hold = (number: number) => bench.revise(number, 'hold', `entry ${number}`);
  return { ...bench, place, end: bench[end], quiet, hold };
}

/** What the first call that shows an entry is answered, after something has happened. */
function atFirstOf(text: string, happen: (apply: () => Outcome) => Promise<Outcome | undefined>) {
  let isFirst = true;
  return async (call: MessengerCall, apply: () => Outcome): Promise<Outcome | undefined> => {
    if (!isFirst || !call.text.includes(text)) return undefined;
    isFirst = false;
    return happen(apply);
  };
}

describe.each(ends)('a headline that is held, on %s,', (end) => {
  test('leaves the first card that was composed before and sent after it', async () => {
    const bench = await benchBeforeCard(end);
    bench.end.answerBy(
      atFirstOf('entry 1', () =>
        bench
          .hold(1)
          .then(bench.carried)
          .then(() => undefined),
      ),
    );
    bench.start();
    await bench.publish('entry 1');

    await bench.end.waitFor(() => bench.end.pinned.size === 1);
    await bench.quiet();
    expect(bench.end.texts(bench.place)).toEqual([expect.not.stringContaining('entry 1')]);
  });

  test('leaves a card whose edit was composed before and made after it', async () => {
    const bench = await benchBeforeCard(end);
    bench.start();
    await bench.publish('entry 1');
    await bench.end.waitFor(() => bench.end.pinned.size === 1);
    await bench.quiet();
    bench.end.answerBy(
      atFirstOf('entry 2', () =>
        bench
          .hold(2)
          .then(bench.carried)
          .then(() => undefined),
      ),
    );
    await bench.publish('entry 2');

    await bench.end.waitFor(() => bench.end.calls.some(({ text }) => text.includes('entry 2')));
    await bench.quiet();
    expect(bench.end.texts(bench.place)).toEqual([expect.stringContaining('entry 1')]);
  });

  test('leaves the card of a process that died between sending and noting it', async () => {
    const bench = await benchBeforeCard(end);
    await bench.publish('entry 1');
    await bench.store.backlogs.put([{ destination: bench.place, order: 1, item }]);
    bench.end.answerBy(atFirstOf('entry 1', (apply) => (apply(), new Promise<never>(() => undefined))));
    void bench.mailbox(bench.end, 0)(bench.place, 0);
    await bench.end.waitFor(() => bench.end.calls.length === 1);
    await bench.hold(1);
    bench.start();

    await bench.end.waitFor(() => bench.end.pinned.size === 1);
    await bench.quiet();
    const [newest, ...strays] = bench.end.texts(bench.place).toReversed();
    expect(newest).not.toContain('entry 1');
    // On Telegram nobody can tell whether the first one arrived, and the desk hears of that.
    await bench.discord.waitFor(() => bench.discord.texts(desk).length === strays.length);
    expect(strays).toHaveLength({ discord: 0, telegram: 1 }[end]);
  });
});

describe('a headline that is held, on telegram,', () => {
  test.each(['before', 'after'] as const)(
    'stands on no other card than one of which the desk was told, when that is noted %s the hold',
    async (when) => {
      const bench = await benchBeforeCard('telegram');
      const unknown = { kind: 'unknown', why: 'Telegram did not answer' } as const;
      const holdFirst = () => (when === 'after' ? bench.hold(1).then(bench.carried) : Promise.resolve());
      bench.end.answerBy(
        atFirstOf('entry 1', async (apply) => {
          apply();
          await holdFirst();
          return unknown;
        }),
      );
      bench.start();
      await bench.publish('entry 1');
      await bench.discord.waitFor(() => bench.discord.texts(desk).length === 1);
      await bench.quiet();
      if (when === 'before') await bench.hold(1);

      await bench.end.waitFor(() => bench.end.pinned.size === 1);
      await bench.quiet();
      const [stray, card, ...others] = bench.end.texts(bench.place);
      expect(stray).toContain('entry 1');
      expect(card).not.toContain('entry 1');
      expect(others).toEqual([]);
      expect(bench.discord.texts(desk)).toEqual([
        expect.stringContaining('It is unknown whether the card of harbour arrived in'),
      ]);
    },
  );
});
