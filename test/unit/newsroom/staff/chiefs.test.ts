import { expect, test } from 'vitest';
import { readChiefs } from '../../../../src/newsroom/staff/chiefs.ts';
import { createFakeNewsroom } from '../../../support/fake-newsroom.ts';

test('counts people and not accounts, however they are noted', async () => {
  const { room } = createFakeNewsroom(0, ['discord:1', 'telegram:2', 'discord:3']);
  const sameChiefs = [['discord:1', 'telegram:2']] as const;
  await room.staff.put({ id: 'telegram:4', name: 'Four' }, 'chief', 'discord:5');
  await room.staff.put({ id: 'discord:5', name: 'Five' }, 'editor', 'discord:3');
  await room.staff.put({ id: 'discord:6', name: 'Six' }, 'chief');
  await room.staff.put({ id: 'discord:7', name: 'Seven' }, 'editor');
  await room.staff.put({ id: 'telegram:-8', name: 'A group' }, 'chief');
  const chiefs = await readChiefs({ ...room, sameChiefs });
  expect(chiefs.count).toBe(3);
  expect(chiefs.isSame('discord:1', 'telegram:2')).toBe(true);
  expect(chiefs.isSame('telegram:4', 'discord:3')).toBe(true);
  expect(chiefs.isSame('discord:6', 'discord:6')).toBe(true);
  expect(chiefs.isSame('discord:6', 'discord:1')).toBe(false);
  expect((await readChiefs(room)).count).toBe(4);
});
