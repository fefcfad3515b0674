import { GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { createHearing } from '../../../src/platforms/telegram/hearing.ts';

const silence = new HttpError('Network request failed', new Error('no answer'));
const refusal = (code: number) =>
  new GrammyError('refused', { ok: false, error_code: code, description: 'Refused' }, 'getMe', {});

const answering = { kind: 'unchanged' };
const silent = { kind: 'retry-later', why: 'Telegram did not answer' };

/** A hearing, and how often it has asked; Telegram throws `failure` while there is one. */
function listen() {
  const telegram: { asked: number; failure: Error | undefined } = { asked: 0, failure: undefined };
  const hearing = createHearing(async () => {
    telegram.asked += 1;
    if (telegram.failure !== undefined) throw telegram.failure;
  });
  return { telegram, hearing };
}

test('asks before the first call and after a call without an answer, once for all, and not while calls are answered', async () => {
  const { telegram, hearing } = listen();
  expect(await hearing.check()).toEqual(answering);
  hearing.heard();
  expect(hearing.check()).toBeUndefined();
  expect(telegram.asked).toBe(1);

  hearing.missed(silence);
  telegram.failure = silence;
  expect(await Promise.all([hearing.check(), hearing.check()])).toEqual([silent, silent]);
  expect(telegram.asked).toBe(2);
  telegram.failure = undefined;
  expect(await hearing.check()).toEqual(answering);
  expect(hearing.check()).toBeUndefined();
  expect(telegram.asked).toBe(3);
});

test.each([
  [refusal(400), answering],
  [refusal(401), answering],
  [refusal(429), answering],
  [refusal(502), silent],
  [silence, silent],
  [new SyntaxError('not JSON'), silent],
])('takes %s for what it is, as the answer to a call and to the question', async (failure, outcome) => {
  const { telegram, hearing } = listen();
  telegram.failure = failure;
  expect(await hearing.check()).toEqual(outcome);
  hearing.heard();
  hearing.missed(failure);
  expect(hearing.check() === undefined).toBe(outcome === answering);
});
