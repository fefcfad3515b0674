import { expect, it } from 'vitest';
import type { FollowedChange } from '../../../src/delivery/observer.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { testStore } from '../../support/store.ts';

const first: FollowedChange = {
  slug: 'harbour',
  number: 7,
  revision: 1,
  call: 'discord:1',
  at: 1_000,
  urgency: 'normal',
};
const second: FollowedChange = { ...first, revision: 2, call: 'telegram:2', at: 2_000 };
const places: readonly DestinationId[] = ['discord:1', 'telegram:2'];

const entry = { slug: 'harbour', number: 7 };

it('tells the change to whoever reaches the last destination, and to nobody else', async () => {
  const { spread } = testStore();
  await spread.expect(first, places);
  expect(await spread.expectNoMore(first)).toBeUndefined();
  expect(await spread.begin(first)).toBe(true);
  expect(await spread.begin(first)).toBe(false);
  expect(await spread.reach(['discord:1'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.reach(['discord:1'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.reach(['telegram:9'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.reach(['telegram:2'], { ...entry, revision: 1 })).toEqual(first);
  expect(await spread.reach(['telegram:2'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.begin(first)).toBe(false);
});

it('waits for destinations that are not named yet', async () => {
  const { spread } = testStore();
  await spread.expect(first, ['discord:1']);
  expect(await spread.reach(['discord:1'], { ...entry, revision: 1 })).toBeUndefined();
  await spread.expect(first, ['telegram:2']);
  expect(await spread.reach(['telegram:2'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.expectNoMore(first)).toEqual(first);
  expect(await spread.expectNoMore(first)).toBeUndefined();
});

it('waits for the newest revision alone', async () => {
  const { spread } = testStore();
  await spread.expect(first, places);
  await spread.reach(['discord:1'], { ...entry, revision: 1 });
  await spread.expect(second, places);
  await spread.expect(first, ['telegram:3']);
  expect(await spread.expectNoMore(first)).toBeUndefined();
  expect(await spread.expectNoMore(second)).toBeUndefined();
  expect(await spread.begin(first)).toBe(false);
  expect(await spread.begin(second)).toBe(true);
  expect(await spread.reach(['discord:1'], { ...entry, revision: 2 })).toBeUndefined();
  expect(await spread.reach(['telegram:2'], { ...entry, revision: 1 })).toBeUndefined();
  expect(await spread.reach(['telegram:2'], { ...entry, revision: 2 })).toEqual(second);
});

it('does not wait for what a paused destination has in its backlog', async () => {
  const { spread, backlogs } = testStore();
  await spread.expect(first, places);
  await spread.expectNoMore(first);
  await backlogs.put([{ destination: 'telegram:2', order: 1, item: { kind: 'entry', ...entry } }]);
  expect(await spread.rest('telegram:3')).toEqual([]);
  expect(await spread.rest('telegram:2')).toEqual([]);
  expect(await spread.reach(['discord:1'], entry)).toEqual(first);
  await spread.expect({ ...first, number: 8 }, ['telegram:2']);
  await spread.expectNoMore({ ...first, number: 8 });
  await backlogs.put([{ destination: 'telegram:2', order: 2, item: { kind: 'entry', ...entry, number: 8 } }]);
  expect(await spread.rest('telegram:2')).toEqual([{ ...first, number: 8 }]);
});
