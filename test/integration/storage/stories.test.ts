import { expect, test } from 'vitest';
import type { Entry } from '../../../src/domain/entry.ts';
import { revise } from '../../../src/domain/entry.ts';
import {
  type CurrentFile,
  StoreUnavailable,
  type StoryChange,
  type StoryFile,
} from '../../../src/newsroom/records.ts';
import { guard } from '../../../src/storage/guard.ts';
import { createStoryRecords } from '../../../src/storage/stories.ts';
import { testStore } from '../../support/store.ts';
import { testStory } from '../../support/story-hands.ts';

const by = { id: 'discord:1', name: 'Ida' } as const;

function publish(headline: string): (file: StoryFile) => StoryChange {
  return ({ story }) => {
    const number = story.lastNumber + 1;
    const entry: Entry = {
      slug: story.slug,
      number,
      urgency: 'normal',
      key: false,
      status: 'usable',
      publishedAt: 1,
      revisions: [{ signal: 'new', text: { headline, body: 'Text' }, by, at: 1 }],
    };
    return {
      story: { ...story, lastNumber: number },
      entry,
      events: [{ kind: 'entry', number, urgency: 'normal' }],
    };
  };
}

test('a story that was opened is found, listed, and its slug is taken', async () => {
  const { stories } = testStore();
  expect(await stories.open(testStory, 'call-1')).toEqual({ story: testStory, repeated: false });
  expect(await stories.find('harbour')).toEqual(testStory);
  expect(await stories.list()).toEqual([testStory]);
  expect(await stories.open({ ...testStory, headline: 'Another' }, 'call-2')).toBeUndefined();
  expect(await stories.open(testStory, 'call-1')).toMatchObject({ repeated: true });
});

test('what comes at once after an outage gets its numbers, however many, in the order in which it came', async () => {
  const { stories, outbox } = testStore();
  await stories.open(testStory, 'open');
  const calls = Array.from({ length: 200 }, (_, index) => `call-${index}`);
  await Promise.all(
    calls.map((callId) => stories.change({ slug: 'harbour', callId }, publish(`By ${callId}`))),
  );

  const entries = await stories.entries('harbour');
  expect(entries.map((entry) => entry.number)).toEqual(calls.map((_, index) => index + 1));
  const headlines = entries.map((entry) => entry.revisions[0].text.headline);
  expect(headlines).toEqual(calls.map((callId) => `By ${callId}`));
  expect(await outbox.storiesWaiting()).toEqual(['harbour']);
});

test('the same call twice, also at the same moment, makes one entry and answers the same', async () => {
  const { stories } = testStore();
  await stories.open(testStory, 'open');
  const request = { slug: 'harbour', callId: 'interaction-1' };
  const answers = await Promise.all([
    stories.change(request, publish('Once')),
    stories.change(request, publish('Once')),
  ]);
  const later = await stories.change(request, publish('Once'));

  expect([...answers, later].map((answer) => answer?.entry?.number)).toEqual([1, 1, 1]);
  expect(later?.repeated).toBe(true);
  expect(await stories.entries('harbour')).toHaveLength(1);
});

test('outbox events keep the order of the changes and leave one by one', async () => {
  const { stories, outbox } = testStore();
  await stories.open(testStory, 'open');
  for (const callId of ['a', 'b', 'c']) await stories.change({ slug: 'harbour', callId }, publish(callId));

  const seen: number[] = [];
  for (let event = await outbox.next('harbour'); event; event = await outbox.next('harbour')) {
    seen.push(event.order);
    await outbox.done('harbour', event, 'put');
  }
  expect(seen).toHaveLength(3);
  expect(seen).toEqual(Array.from(new Set(seen)).toSorted((a, b) => a - b));
  expect(await outbox.storiesWaiting()).toEqual([]);
});

test('cards are due for the newest change of those that left the outbox, until it is put on them', async () => {
  const { stories, outbox } = testStore();
  await stories.open(testStory, 'open');
  for (const callId of ['a', 'b', 'c']) await stories.change({ slug: 'harbour', callId }, publish(callId));
  const first = await outbox.next('harbour');
  if (first === undefined) throw new Error('Nothing waits');
  const at = (later: number) => ({ ...first, order: first.order + later });

  await outbox.done('harbour', first, 'put');
  expect(await outbox.cardsDue('harbour')).toBeUndefined();
  // What is urgent leaves before what is older.
  await outbox.done('harbour', at(2), 'due');
  await outbox.done('harbour', at(1), 'due');
  const due = { since: first.order + 2, order: first.order + 2 };
  expect(await outbox.cardsDue('harbour')).toEqual(due);
  await outbox.done('harbour', at(9), 'due');
  await outbox.cardsPut('harbour', due);
  expect(await outbox.cardsDue('harbour')).toEqual({ since: first.order + 9, order: first.order + 9 });
  await outbox.cardsPut('harbour', { since: first.order + 9, order: first.order + 9 });
  expect(await outbox.cardsDue('harbour')).toBeUndefined();
});

test('revisions are appended and a refused change leaves nothing behind', async () => {
  const { stories, outbox } = testStore();
  await stories.open(testStory, 'open');
  await stories.change({ slug: 'harbour', callId: 'new' }, publish('First'));
  await stories.change({ slug: 'harbour', entry: 1, callId: 'edit' }, ({ story, entry }) => {
    const text = { headline: 'Second', body: '' };
    const edited = entry && revise(entry, { signal: 'edit', text, by, at: 2 });
    return { story, events: [], ...(edited && { entry: edited }) };
  });
  const refused = stories.change({ slug: 'harbour', entry: 1, callId: 'refused' }, () => {
    throw new Error('refused by the use case');
  });

  await expect(refused).rejects.toThrow('refused by the use case');
  const entry = await stories.entry('harbour', 1);
  expect(entry?.revisions.map((revision) => revision.text.headline)).toEqual(['First', 'Second']);
  expect(await outbox.storiesWaiting()).toEqual(['harbour']);
  expect(await stories.change({ slug: 'nowhere', callId: 'x' }, publish('x'))).toBeUndefined();
});

test('a change without an answer is not said to be unsaved', async () => {
  const { stories, records, keys } = testStore();
  await stories.open(testStory, 'open');
  const lost = new Proxy(records, {
    get(target, property) {
      if (property === 'evalsha') return () => Promise.reject(new Error('Command timed out'));
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const change = guard(createStoryRecords(lost, keys, Date.now)).change(
    { slug: 'harbour', callId: 'one' },
    publish('a'),
  );

  await expect(change).rejects.toThrow('It is not known whether the change was saved');
  await expect(change).rejects.not.toBeInstanceOf(StoreUnavailable);
});

const says = { headline: 'Bridge  closed', body: ' Text' };
const numbers = (alike: readonly Entry[]) => alike.map(({ number }) => number);

test('what an entry lately said is found by whoever is about to say it, however it is spaced, also after an edit', async () => {
  const { stories } = testStore();
  await stories.open(testStory, 'open');
  const found: (readonly number[])[] = [];
  const looking = (headline: string) => (file: CurrentFile) => {
    found.push(numbers(file.alike));
    return publish(headline)(file);
  };
  await stories.change({ slug: 'harbour', callId: 'a', says }, looking('Bridge closed'));
  await stories.change({ slug: 'harbour', entry: 1, callId: 'edit' }, ({ story, entry }) => {
    const text = { headline: 'Bridge shut', body: 'Text' };
    const edited = entry && revise(entry, { signal: 'edit', text, by, at: 2 });
    return { story, events: [], ...(edited && { entry: edited }) };
  });
  await stories.change({ slug: 'harbour', callId: 'b', says }, looking('Bridge closed'));
  const shut = { ...says, headline: 'Bridge shut' };
  await stories.change({ slug: 'harbour', callId: 'c', says: shut }, looking('Bridge shut'));
  await stories.change({ slug: 'harbour', callId: 'd', says }, looking('Another'));
  await stories.change({ slug: 'harbour', callId: 'e' }, looking('Bridge closed'));
  expect(found).toEqual([[], [1], [1], [1, 2], []]);
});

test('what an entry lately said is found at the same moment, by the second of two who say it', async () => {
  const { stories } = testStore();
  await stories.open(testStory, 'open');
  const sayOnce = (file: CurrentFile) => {
    if (file.alike.length > 0) throw new Error(`said already by ${numbers(file.alike).join()}`);
    return publish('Bridge closed')(file);
  };
  const answers = await Promise.allSettled(
    ['a', 'b'].map((callId) => stories.change({ slug: 'harbour', callId, says }, sayOnce)),
  );
  expect(answers).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { message: 'said already by 1' } },
  ]);
  expect(await stories.entries('harbour')).toHaveLength(1);
});

test('what an entry lately said is forgotten by Redis after a while', async () => {
  const { stories, records, keys } = testStore();
  await stories.open(testStory, 'open');
  await stories.change({ slug: 'harbour', callId: 'a' }, publish('Bridge closed'));
  const [said = ''] = await records.keys(keys.story('harbour').said('*'));
  const lastsMs = await records.pttl(said);
  expect(lastsMs).toBeGreaterThan(10 * 60_000);
  expect(lastsMs).toBeLessThanOrEqual(15 * 60_000);
});
