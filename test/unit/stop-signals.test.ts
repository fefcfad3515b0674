import { expect, test } from 'vitest';
import { stopListener } from '../../src/stop-signals.ts';

/** A listener at a clock that the test sets, with what it has done so far. */
function listening() {
  const done: string[] = [];
  const clock = { now: 1_000 };
  const hear = stopListener({
    stop: (signal) => done.push(`stop at ${signal}`),
    force: () => done.push('force'),
    now: () => clock.now,
  });
  return { done, clock, hear };
}

test('one press of Ctrl-C that arrives twice is one wish to stop', () => {
  const { done, clock, hear } = listening();
  hear('SIGINT');
  clock.now += 40;
  hear('SIGINT');
  expect(done).toEqual(['stop at SIGINT']);
});

test('another signal later ends the process at once', () => {
  const { done, clock, hear } = listening();
  hear('SIGTERM');
  clock.now += 900;
  hear('SIGINT');
  expect(done).toEqual(['stop at SIGTERM', 'force']);
});
