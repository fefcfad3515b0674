import { expect, test } from 'vitest';
import { testStore } from '../../support/store.ts';

test('the name of a chief by configuration is kept, the newest one, and gives no role', async () => {
  const { staff } = testStore();
  expect(await staff.chiefNames()).toEqual(new Map());
  await staff.nameChief({ id: 'discord:3', name: 'Carl Chief' });
  await staff.nameChief({ id: 'discord:3', name: 'Carla Chief' });
  expect(await staff.chiefNames()).toEqual(new Map([['discord:3', 'Carla Chief']]));
  expect(await staff.role('discord:3')).toBeUndefined();
  expect(await staff.list()).toEqual([]);
});
