import { expect, it } from 'vitest';
import { covers } from '../../../src/domain/person.ts';

it.each([
  { held: 'reporter', may: ['reporter'], mayNot: ['editor', 'chief'] },
  { held: 'editor', may: ['reporter', 'editor'], mayNot: ['chief'] },
  { held: 'chief', may: ['reporter', 'editor', 'chief'], mayNot: [] },
  { held: undefined, may: [], mayNot: ['reporter', 'editor', 'chief'] },
] as const)('a person with the role $held may do what $may may, and no more', ({ held, may, mayNot }) => {
  expect(may.filter((needed) => !covers(held, needed))).toEqual([]);
  expect(mayNot.filter((needed) => covers(held, needed))).toEqual([]);
});
