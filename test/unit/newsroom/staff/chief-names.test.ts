import { expect, test } from 'vitest';
import type { Person } from '../../../../src/domain/person.ts';
import { StoreUnavailable } from '../../../../src/newsroom/records.ts';
import { createChiefNotes } from '../../../../src/newsroom/staff/chiefs.ts';
import { createFakeNewsroom } from '../../../support/fake-newsroom.ts';

const carl: Person = { id: 'discord:3', name: 'Carl Chief' };

test('a chief by configuration is noted once under each name, and again when that failed', async () => {
  const { room } = createFakeNewsroom(0, []);
  const noted: string[] = [];
  let isAway = true;
  const staff: typeof room.staff = {
    ...room.staff,
    nameChief({ name }) {
      noted.push(name);
      return isAway ? Promise.reject(new StoreUnavailable(new Error('down'))) : Promise.resolve();
    },
  };
  const note = createChiefNotes({ chiefs: new Set([carl.id]), staff });
  const noteAll = async (...people: readonly Person[]) => {
    for (const person of people) note(person);
    // What failed is forgotten in a later turn.
    await new Promise(setImmediate);
  };
  await noteAll(carl);
  isAway = false;
  await noteAll(carl, carl, { id: 'discord:4', name: 'Somebody else' });
  await noteAll({ ...carl, name: 'Carla Chief' });
  expect(noted).toEqual(['Carl Chief', 'Carl Chief', 'Carla Chief']);
});
