import { expect, test } from 'vitest';
import { usualAges } from '../../../src/delivery/retry.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { createDeliveryBench, createPostedBench, headlines } from '../../support/delivery.ts';
import type { MessengerCall, Script } from '../../support/scripted-messenger.ts';

const news: DestinationId = 'discord:100';
const desk: DestinationId = 'discord:900';
const minutes = 60_000;
const ages = { ...usualAges, normal: 0 };

const isAboutNews = ({ destination, text }: MessengerCall) =>
  destination === news && text.startsWith('entry');
const failNews: Script = (call) =>
  isAboutNews(call) ? { kind: 'retry-later', why: 'Discord is having trouble' } : undefined;

test('an update that has become too old is given up after some tries, the desk is told, and the destination goes on', async () => {
  const bench = createDeliveryBench({ ages });
  bench.discord.answerBy(failNews);
  await bench.open();
  await bench.follow(news);
  await bench.store.staff.setDesk(desk, 'The desk');
  bench.start();
  await bench.publish('entry 1');

  await bench.discord.waitFor(() => bench.discord.texts(desk).length > 0);
  expect(bench.discord.texts(desk)[0]).toContain('harbour/1 has not reached #discord:100 and is too old');
  expect(bench.discord.calls.filter(isAboutNews)).toHaveLength(5);
  expect(await bench.store.deliveries.find(news, 'harbour', 1)).toMatchObject({ state: 'stale' });
  await bench.discord.waitFor(() =>
    bench.discord.texts(news).some((text) => text.includes('Harbour bridge')),
  );
});

test('the count of tries outlives a restart', async () => {
  const bench = createDeliveryBench({ ages });
  bench.discord.answerBy(failNews);
  await bench.open();
  await bench.follow(news);
  await bench.store.staff.setDesk(desk, 'The desk');
  const first = bench.start();
  await bench.publish('entry 1');
  await bench.discord.waitFor(() => bench.discord.calls.filter(isAboutNews).length === 3);
  await first.stop();
  bench.start();

  await bench.discord.waitFor(() => bench.discord.texts(desk).length > 0);
  expect(bench.discord.calls.filter(isAboutNews)).toHaveLength(5);
});

test('a kill is tried on however old it is', async () => {
  const bench = await createPostedBench(news, { ages });
  let failures = 0;
  bench.discord.answerBy(({ operation }) => {
    if (operation !== 'edit' || failures === 8) return undefined;
    failures += 1;
    return { kind: 'retry-later', why: 'Discord is having trouble' };
  });
  await bench.revise(1, 'kill', 'entry 1');

  await bench.discord.waitFor(() => headlines(bench.discord.texts(news)).length === 0);
  expect(failures).toBe(8);
});

test.each([
  ['its key may be forgotten', -5 * minutes],
  ['the clock was set back since', 60 * minutes],
])('a send that nobody answered is looked for before it is made again when %s', async (_when, startMs) => {
  const bench = createBenchWithClock(startMs);
  const sends = bench.losing((apply) => {
    apply();
    bench.discord.forgetKeys();
  });
  await bench.begin();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  expect(sends()).toBe(1);
  expect(headlines(bench.discord.texts(news))).toEqual(['entry 1']);
  expect(bench.discord.calls.filter(({ operation }) => operation === 'find')).toHaveLength(1);
});

test('a send that is not found is made again', async () => {
  const bench = createBenchWithClock();
  const sends = bench.losing(() => undefined);
  await bench.begin();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  expect(sends()).toBe(2);
  expect(headlines(bench.discord.texts(news))).toEqual(['entry 1']);
});

test('where the history does not tell, the outcome is unknown', async () => {
  const bench = createBenchWithClock();
  bench.losing(() => undefined, { kind: 'unknown', why: 'nobody can tell' });
  await bench.begin();

  await bench.discord.waitFor(() => bench.discord.pinned.size === 1);
  expect(headlines(bench.discord.texts(news))).toEqual([]);
  expect(await bench.store.deliveries.find(news, 'harbour', 1)).toMatchObject({ state: 'unknown' });
});

/** A bench on which five minutes, or others, go by after the first send, whose answer is lost. */
function createBenchWithClock(startMs = -5 * minutes) {
  let lateMs = startMs;
  const bench = createDeliveryBench({ now: () => Date.now() + lateMs });
  const isSend = ({ operation, text }: MessengerCall) => operation === 'send' && text.startsWith('entry');
  return {
    ...bench,
    losing(meanwhile: (apply: Parameters<Script>[1]) => void, found?: ReturnType<typeof failNews>) {
      const sends = () => bench.discord.calls.filter(isSend).length;
      bench.discord.answerBy((call, apply) => {
        if (call.operation === 'find') return found;
        if (!isSend(call) || sends() > 1) return undefined;
        meanwhile(apply);
        lateMs = 0;
        return { kind: 'retry-later', why: 'Discord did not answer' };
      });
      return sends;
    },
    async begin() {
      await bench.open();
      await bench.follow(news);
      bench.start();
      await bench.publish('entry 1');
    },
  };
}
