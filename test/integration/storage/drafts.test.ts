import { expect, test } from 'vitest';
import type { Draft } from '../../../src/newsroom/draft-records.ts';
import { testStore } from '../../support/store.ts';

const draftOf = (headline: string): Draft => ({
  by: 'discord:1',
  words: { slug: 'harbour', text: { headline, body: '' }, urgency: 'normal' },
});

test('a draft stays until it is removed, and bears its words', async () => {
  const { drafts, records, keys } = testStore();
  await drafts.put('discord:7', draftOf('One'));
  await drafts.put('discord:7', draftOf('Repeated'));
  expect(await drafts.find('discord:7')).toEqual(draftOf('One'));
  expect(await records.pttl(keys.draft('discord:7'))).toBe(-1);
  expect(await drafts.replace('discord:7', draftOf('Two'))).toBe(true);
  expect(await drafts.find('discord:7')).toEqual(draftOf('Two'));
});

test('what was removed is not brought back by a late edit', async () => {
  const { drafts } = testStore();
  await drafts.put('discord:7', draftOf('One'));
  await drafts.remove('discord:7', 'discord:1');
  expect(await drafts.replace('discord:7', draftOf('Two'))).toBe(false);
  expect(await drafts.find('discord:7')).toBeUndefined();
  expect(await drafts.of('discord:1')).toEqual([]);
});

test('a person finds the newest of their own first', async () => {
  const { drafts } = testStore();
  for (const id of ['a', 'b']) await drafts.put(id, draftOf(id));
  await drafts.put('c', { ...draftOf('c'), by: 'telegram:2' });
  expect(await drafts.of('discord:1')).toEqual(['b', 'a']);
});
