import { beforeEach, expect, it } from 'vitest';
import { createStoryReader, type StoryReader } from '../../../src/delivery/story-reader.ts';
import type { Entry } from '../../../src/domain/entry.ts';
import { StoreUnavailable } from '../../../src/newsroom/records.ts';
import { ferryStrike, published } from '../../support/lindhavn.ts';

const { slug } = ferryStrike();

/** Records of one story that count how often they are asked. */
function createRecords() {
  const world = {
    version: 1,
    story: ferryStrike(),
    entry: published(1, '2026-02-26 13:09', { headline: 'Ferries stay' }),
    isAway: false,
  };
  const asked = { current: 0, entry: 0 };
  const answer = async <T>(what: keyof typeof asked, value: T): Promise<T> => {
    asked[what] += 1;
    if (world.isAway) throw new StoreUnavailable(new Error('no connection'));
    return value;
  };
  const stories = {
    current: () => answer('current', { story: world.story, version: world.version }),
    entry: (): Promise<Entry | undefined> => answer('entry', world.entry),
  };
  return { world, asked, stories };
}

let records: ReturnType<typeof createRecords>;
let reader: StoryReader;

beforeEach(() => {
  records = createRecords();
  reader = createStoryReader(records.stories);
});

it('reads a version in full once, however many ask', async () => {
  await Promise.all(Array.from({ length: 100 }, () => reader.find(slug)));
  await Promise.all(Array.from({ length: 100 }, () => reader.entry(slug, 1)));
  expect(records.asked).toEqual({ current: 2, entry: 1 });
});

it('asks for a story and one of its entries in one turn', async () => {
  const both = Promise.all([reader.find(slug), reader.entry(slug, 1)]);
  expect(records.asked).toEqual({ current: 1, entry: 1 });
  expect(await both).toEqual([records.world.story, records.world.entry]);
});

it('gives what stands after a change, at once', async () => {
  await Promise.all([reader.find(slug), reader.entry(slug, 1)]);
  const { world } = records;
  world.version = 2;
  world.story = { ...world.story, headline: 'Ferries sail again' };
  world.entry = { ...world.entry, status: 'held' };
  expect((await reader.find(slug))?.headline).toBe('Ferries sail again');
  expect((await reader.entry(slug, 1))?.status).toBe('held');
});

it('asks again for what could not be read', async () => {
  records.world.isAway = true;
  await expect(reader.find(slug)).rejects.toThrow(StoreUnavailable);
  await expect(reader.entry(slug, 1)).rejects.toThrow(StoreUnavailable);
  records.world.isAway = false;
  expect((await reader.find(slug))?.slug).toBe(slug);
  expect((await reader.entry(slug, 1))?.number).toBe(1);
});
