import { describe, expect, test } from 'vitest';
import type { Backlogs } from '../../../src/delivery/ports.ts';
import { createDeliveryBench } from '../../support/delivery.ts';

const desk = 'discord:900';
const ends = [
  ['discord', 'discord:1'],
  ['telegram', 'telegram:-2'],
] as const;

/** Backlogs whose process dies (it never goes on) when the desk is to be told something, for the first time. */
function dyingAtNotice(backlogs: Backlogs): Backlogs {
  let isDead = false;
  return {
    ...backlogs,
    put(entries) {
      if (isDead || entries.every(({ item }) => item.kind !== 'notice')) return backlogs.put(entries);
      isDead = true;
      return new Promise<never>(() => undefined);
    },
  };
}

describe.each(ends)('on %s', (end, place) => {
  test('when a process dies before it reports a pause, the next run reports it, once', async () => {
    const bench = createDeliveryBench({ disturb: dyingAtNotice });
    await bench.open();
    await bench.follow(place);
    await bench.store.staff.setDesk(desk, 'The desk');
    await bench.publish('entry 1');
    const item = { kind: 'entry', slug: 'harbour', number: 1 } as const;
    await bench.store.backlogs.put([{ destination: place, order: 1, item }]);
    bench[end].answerBy(({ destination }) =>
      destination === place ? { kind: 'forbidden', why: 'I was removed' } : undefined,
    );
    void bench.mailbox(bench[end], 0)(place, 0);
    await bench[end].waitFor(() => bench[end].calls.length === 1);
    const state = async () => (await bench.store.subscriptions.destination(place))?.state;
    while ((await state())?.kind !== 'paused');

    for (let times = 0; times < 3; times += 1) await bench.mailbox(bench[end], 0)(place, 0);
    while ((await bench.mailbox(bench.discord, 0)(desk, 0)).kind !== 'idle');
    expect(bench.discord.texts(desk)).toEqual([expect.stringContaining('is paused: I was removed.')]);
    expect(bench.discord.calls.filter(({ destination }) => destination === desk)).toHaveLength(1);
    expect(await state()).not.toHaveProperty('isUntold');
  });

  test('so is a return', async () => {
    const bench = createDeliveryBench();
    await bench.open();
    await bench.follow(place);
    await bench.store.staff.setDesk(desk, 'The desk');
    const { setState } = bench.store.subscriptions;
    await setState(place, { kind: 'paused', why: 'I was removed', since: 1, isUntold: true });
    await bench.mailbox(bench[end], 0)(place, 0);
    await setState(place, { kind: 'active', since: 2, isUntold: true });
    await bench.mailbox(bench[end], 0)(place, 0);

    while ((await bench.mailbox(bench.discord, 0)(desk, 0)).kind !== 'idle');
    expect(bench.discord.texts(desk)).toEqual([
      `#${place} was paused. It is back.`,
      `#${place} is back and goes on with what it missed.`,
    ]);
  });
});
