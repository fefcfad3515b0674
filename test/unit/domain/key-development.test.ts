import { describe, expect, it } from 'vitest';
import {
  addKeyDevelopment,
  type KeyDevelopment,
  moveKeyDevelopment,
  removeKeyDevelopment,
  withoutEntry,
} from '../../../src/domain/key-development.ts';

const bullet = (entry: number): KeyDevelopment => ({ entry, text: `What entry ${entry} says` });
const bullets = (...entries: readonly number[]) => entries.map(bullet);
const changed = (...entries: readonly number[]) => ({ kind: 'changed', bullets: bullets(...entries) });

describe('addKeyDevelopment', () => {
  it('puts the new bullet on top', () => {
    expect(addKeyDevelopment([], bullet(1))).toEqual(changed(1));
    expect(addKeyDevelopment(bullets(4, 2), bullet(7))).toEqual(changed(7, 4, 2));
  });

  it('takes a fifth bullet and refuses a sixth', () => {
    expect(addKeyDevelopment(bullets(4, 3, 2, 1), bullet(5))).toEqual(changed(5, 4, 3, 2, 1));
    expect(addKeyDevelopment(bullets(5, 4, 3, 2, 1), bullet(6))).toEqual({ kind: 'full' });
  });

  it('refuses a second bullet for an entry and says where the first one is, even in a full list', () => {
    const again = { entry: 2, text: 'Other words' };
    expect(addKeyDevelopment(bullets(4, 2), again)).toEqual({ kind: 'listed', number: 2 });
    expect(addKeyDevelopment(bullets(5, 4, 3, 2, 1), again)).toEqual({ kind: 'listed', number: 4 });
  });
});

describe('removeKeyDevelopment', () => {
  it('takes out the bullet with that number', () => {
    expect(removeKeyDevelopment(bullets(4, 3, 2), 2)).toEqual(changed(4, 2));
  });

  it.each([0, -1, 4, 1.5])('refuses the number %d of three', (number) => {
    expect(removeKeyDevelopment(bullets(4, 3, 2), number)).toEqual({ kind: 'missing', number });
  });
});

describe('moveKeyDevelopment', () => {
  it.each([
    { number: 1, to: 3, order: [3, 2, 4, 1] },
    { number: 4, to: 1, order: [1, 4, 3, 2] },
    { number: 2, to: 3, order: [4, 2, 3, 1] },
    { number: 2, to: 2, order: [4, 3, 2, 1] },
  ])('moves $number to $to', ({ number, to, order }) => {
    expect(moveKeyDevelopment(bullets(4, 3, 2, 1), number, to)).toEqual(changed(...order));
  });

  it('refuses places that there are not, and names the one at fault', () => {
    expect(moveKeyDevelopment(bullets(4, 3), 3, 1)).toEqual({ kind: 'missing', number: 3 });
    expect(moveKeyDevelopment(bullets(4, 3), 1, 3)).toEqual({ kind: 'missing', number: 3 });
    expect(moveKeyDevelopment(bullets(4, 3), 1, 0)).toEqual({ kind: 'missing', number: 0 });
  });
});

it('drops what points at an entry that is held or killed, and nothing else', () => {
  expect(withoutEntry(bullets(4, 3, 2), 3)).toEqual(bullets(4, 2));
  expect(withoutEntry(bullets(4, 3, 2), 9)).toEqual(bullets(4, 3, 2));
});

it('leaves the list that it was given as it was', () => {
  const given = Object.freeze(bullets(4, 3, 2));
  addKeyDevelopment(given, bullet(9));
  removeKeyDevelopment(given, 1);
  moveKeyDevelopment(given, 1, 3);
  withoutEntry(given, 4);
  expect(given).toEqual(bullets(4, 3, 2));
});
