import { expect, it } from 'vitest';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Reply } from '../../../src/newsroom/command/answer.ts';
import { createLiveAnswers } from '../../../src/platforms/live-answers.ts';
import { liveReply } from '../../support/live-reply.ts';
import { createSignal } from '../../support/signal.ts';

function setUp(now: () => number = () => 0) {
  const logged: string[] = [];
  const signal = createSignal();
  const write = (line: string) => {
    logged.push(line);
    signal.notify();
  };
  const log = createLogger({ level: 'debug', secrets: [], destination: { write } });
  const shown: string[] = [];
  const show = async ({ content }: Reply) => {
    shown.push(plainText(content));
    signal.notify();
    return true;
  };
  return { live: createLiveAnswers({ now, log, gapMs: 1 }), shown, show, logged, waitFor: signal.waitFor };
}

it('shows what becomes of an answer until it changes no more, and nothing twice', async () => {
  const { live, shown, show, waitFor } = setUp();
  live.follow(liveReply(['none', 'one', 'one', 'two']), show);
  await waitFor(() => shown.includes('two'));
  await live.close();
  expect(shown).toEqual(['one', 'two']);
});

it('ends when the platform does not take a change', async () => {
  const { live, shown, waitFor } = setUp();
  live.follow(liveReply(['none', 'one', 'two']), async ({ content }) => {
    shown.push(plainText(content));
    return false;
  });
  live.follow(liveReply(['none', 'other']), async () => {
    throw new Error('with a text that nobody may read');
  });
  await waitFor(() => shown.length === 1);
  await live.close();
  expect(shown).toEqual(['one']);
});

it('logs a change that failed without what the failure says', async () => {
  const { live, logged, waitFor } = setUp();
  live.follow(liveReply(['none', 'other']), () => Promise.reject(new TypeError('secret text')));
  const line = await waitFor(() => logged[0]);
  expect(line).toContain('TypeError');
  expect(line).not.toContain('secret text');
});

it('is over after a quarter of an hour', async () => {
  let now = 0;
  const { live, shown, show, waitFor } = setUp(() => now);
  const endless = (count: number): Reply => ({
    ...liveReply([String(count)]),
    live: {
      afterMs: 0,
      next: async () => {
        now += 60_000;
        return endless(count + 1);
      },
    },
  });
  live.follow(endless(0), show);
  await waitFor(() => shown.includes('14'));
  await live.close();
  expect(shown.at(-1)).toBe('14');
});

it('waits for nothing once it is closed', async () => {
  const { live, shown, show } = setUp();
  live.follow(
    { ...liveReply(['none']), live: { afterMs: 60_000, next: async () => liveReply(['one']) } },
    show,
  );
  await live.close();
  live.follow(liveReply(['none', 'one']), show);
  await live.close();
  expect(shown).toEqual([]);
});

it('is not held up in its end by a platform that does not answer', async () => {
  const { live } = setUp();
  const asked = new Promise<void>((resolve) => {
    live.follow(liveReply(['none', 'one']), () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
  await asked;
  await live.close();
});
