import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createDeliveryBench } from '../../support/delivery.ts';
import { type MessengerCall, partMark, type Script } from '../../support/scripted-messenger.ts';
import { testStory } from '../../support/story-hands.ts';

const places = { discord: 'discord:1', telegram: 'telegram:-2' } as const;
const ends = ['discord', 'telegram'] as const;
const noAnswer: Outcome = { kind: 'retry-later', why: 'nobody answered' };
const onHold = 'On hold';
const never = new Promise<undefined>(() => undefined);

type Bench = ReturnType<typeof createDeliveryBench>;

/** The first call of a kind arrives without an answer; `meanwhile` happens before it is made again. */
function loseFirst(isMeant: (call: MessengerCall) => boolean, meanwhile: () => Promise<unknown>): Script {
  let isFirst = true;
  return async (call, apply) => {
    if (!isFirst || !isMeant(call)) return undefined;
    isFirst = false;
    apply();
    await meanwhile();
    return noAnswer;
  };
}

/** A bench with a running engine, and entry 1 delivered at one place. */
async function benchWithEntry(end: (typeof ends)[number], headline = 'entry 1') {
  const bench = createDeliveryBench();
  const place = places[end];
  await bench.open();
  await bench.follow(place);
  bench.start();
  await bench.publish(headline);
  await bench[end].waitFor(() => bench[end].pinned.size === 1);
  await nothingWaits(bench, end);
  return { ...bench, place, end: bench[end] };
}

async function nothingWaits(bench: Pick<Bench, 'carried' | 'store'>, end: (typeof ends)[number]) {
  await bench.carried();
  while ((await bench.store.deliveries.backlogSize(places[end])) > 0);
}

const isOfCard = (text: string) => text.startsWith(testStory.headline) || text.includes('/digest');

/** The texts of an entry's own messages. */
function entryTexts(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !isOfCard(text));
}

describe.each(ends)('on %s, where a change arrived and its answer was lost,', (end) => {
  test('a card is set right when the change is taken back before it is tried again', async () => {
    const bench = await benchWithEntry(end);
    const hold = () => bench.revise(2, 'hold', 'entry 2').then(bench.carried);
    const isCard = ({ operation, text }: MessengerCall) =>
      operation === 'edit' && text.startsWith(testStory.headline) && text.includes('entry 2');
    bench.end.answerBy(loseFirst(isCard, hold));
    await bench.publish('entry 2');

    await bench.end.waitFor(() => bench.end.calls.some(isCard));
    await nothingWaits(bench, end);
    const cards = bench.end.texts(bench.place).filter((text) => text.startsWith(testStory.headline));
    expect(cards).toEqual([expect.stringContaining('entry 1')]);
    expect(cards[0]).not.toContain('entry 2');
  });

  test('an entry shows its words again when the hold is released before it is tried again', async () => {
    const bench = await benchWithEntry(end);
    const release = () => bench.revise(1, 'release', 'entry 1').then(bench.carried);
    bench.end.answerBy(
      loseFirst(({ operation, text }) => operation === 'edit' && text.includes(onHold), release),
    );
    await bench.revise(1, 'hold', 'entry 1');

    await bench.end.waitFor(() => bench.end.calls.filter(({ operation }) => operation === 'edit').length > 1);
    await nothingWaits(bench, end);
    expect(entryTexts(bench.end.texts(bench.place))).toEqual([expect.not.stringContaining(onHold)]);
  });

  test('an entry has its second part again when that was wanted again before it is tried again', async () => {
    const long = `entry 1 ${partMark}and the rest of it`;
    const bench = await benchWithEntry(end, long);
    const lengthen = () => bench.revise(1, 'edit', long).then(bench.carried);
    bench.end.answerBy(loseFirst(({ operation }) => operation === 'delete', lengthen));
    await bench.revise(1, 'edit', 'entry 1 ');

    await bench.end.waitFor(() => bench.end.calls.some(({ operation }) => operation === 'delete'));
    await nothingWaits(bench, end);
    expect(entryTexts(bench.end.texts(bench.place))).toEqual([
      expect.stringMatching(/^entry 1/),
      expect.stringMatching(/^and the rest of it/),
    ]);
  });

  test('an entry shows its words again though the process died before it noted that it had changed them', async () => {
    const bench = createDeliveryBench();
    const place = places[end];
    const item = { kind: 'entry', slug: testStory.slug, number: 1 } as const;
    await bench.open();
    await bench.follow(place);
    const ask = (order: number) => bench.store.backlogs.put([{ destination: place, order, item }]);
    const run = bench.mailbox(bench[end], 0);
    await bench.publish('entry 1');
    await ask(1);
    await run(place, 0);
    await bench.revise(1, 'hold', 'entry 1');
    await ask(2);
    bench[end].answerBy(({ operation }, apply) => (operation === 'edit' ? (apply(), never) : undefined));
    void run(place, 0);
    await bench[end].waitFor(() => bench[end].calls.some(({ operation }) => operation === 'edit'));
    expect(bench[end].texts(place)[0]).toContain(onHold);

    bench[end].answerBy(() => undefined);
    await bench.revise(1, 'release', 'entry 1');
    await ask(3);
    await bench.mailbox(bench[end], 0)(place, 0);
    expect(bench[end].texts(place)).toEqual([expect.not.stringContaining(onHold)]);
  });
});

describe('on discord, where the second part of an entry arrived and its answer was lost,', () => {
  const isSecond = ({ operation, text }: MessengerCall) =>
    operation === 'send' && text.startsWith('and the rest');

  test.each([
    { signal: 'edit', to: `entry 1 b ${partMark}and the rest of it`, shown: 2 },
    { signal: 'edit', to: 'entry 1 b', shown: 1 },
    { signal: 'kill', to: '', shown: 1 },
  ] as const)('it follows the entry: $signal to “$to”', async ({ signal, to, shown }) => {
    const bench = createDeliveryBench();
    const place = places.discord;
    await bench.open();
    await bench.follow(place);
    const change = () => bench.revise(1, signal, to).then(bench.carried);
    bench.discord.answerBy(loseFirst(isSecond, change));
    bench.start();
    await bench.publish(`entry 1 ${partMark}and the rest of it`);

    await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
    await nothingWaits(bench, 'discord');
    const texts = entryTexts(bench.discord.texts(place));
    expect(texts).toHaveLength(shown);
    expect(texts.filter((text) => text.startsWith('and the rest'))).toHaveLength(shown - 1);
  });
});
