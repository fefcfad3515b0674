import { expect, test } from 'vitest';
import { createLimits } from '../../../../src/sandbox/telegram/limits.ts';

test('a private chat takes a burst of 3, then one a second', () => {
  let now = 0;
  const limits = createLimits(() => now);
  const send = () => limits.take({ chatId: 1, kind: 'private', messages: 1 });

  expect([send(), send(), send(), send()]).toEqual([undefined, undefined, undefined, 1]);
  now += 1000;
  expect([send(), send()]).toEqual([undefined, 1]);
});

test('30 a second go to all chats together', () => {
  let now = 0;
  const limits = createLimits(() => now);
  const send = (chatId: number) => limits.take({ chatId, kind: 'private', messages: 1 });

  const answers = Array.from({ length: 31 }, (_, index) => send(index));

  expect(answers.indexOf(1)).toBe(30);
  now += 999;
  expect(send(50)).toBe(1);
  now += 1;
  expect(send(50)).toBeUndefined();
});

test('20 a minute go to a group, in any minute', () => {
  let now = 0;
  const limits = createLimits(() => now);
  const send = () => limits.take({ chatId: -1, kind: 'group', messages: 1 });
  const paced = Array.from({ length: 20 }, () => {
    now += 2000;
    return send();
  });

  expect(paced.every((it) => it === undefined)).toBe(true);
  now += 1000;
  expect(send()).toBe(21);
  now += 21_000;
  expect(send()).toBeUndefined();
});

test('an album counts every photo', () => {
  let now = 0;
  const limits = createLimits(() => now);

  expect(limits.take({ chatId: -1, kind: 'channel', messages: 10 })).toBeUndefined();
  expect(limits.take({ chatId: -1, kind: 'channel', messages: 1 })).toBe(8);
  now += 8000;
  expect(limits.take({ chatId: -1, kind: 'channel', messages: 1 })).toBeUndefined();
});
