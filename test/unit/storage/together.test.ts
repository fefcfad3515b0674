import { expect, it } from 'vitest';
import { together } from '../../../src/storage/together.ts';

it('makes one question of what is asked in one turn, and gives each its own answer', async () => {
  const questions: (readonly number[])[] = [];
  const double = together(async (numbers: readonly number[]) => {
    questions.push(numbers);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([double(1), double(2), Promise.resolve().then(() => double(3))])).toEqual([
    2, 4, 6,
  ]);
  expect(await double(4)).toBe(8);
  expect(questions).toEqual([[1, 2, 3], [4]]);
});

it('fails for all who asked together, and for nobody after them', async () => {
  let isAway = true;
  const ask = together(async (keys: readonly string[]) => {
    if (isAway) throw new Error('away');
    return keys;
  });
  const both = await Promise.allSettled([ask('a'), ask('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect(await ask('c')).toBe('c');
});
