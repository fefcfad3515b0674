import { expect, it } from 'vitest';
import type { Entry } from '../../../src/domain/entry.ts';
import { revise } from '../../../src/domain/entry.ts';
import { publishScheduled } from '../../../src/newsroom/entry/publish-scheduled.ts';
import { createFakeNewsroom } from '../../support/fake-newsroom.ts';
import { ferryStrike, lindhavn, published, revision } from '../../support/lindhavn.ts';
import { testStore } from '../../support/store.ts';

const slug = 'lindhavn-ferries';
const due = lindhavn('2026-02-26 15:00');

it('each revision bears the id of its call, and one whose time has come that of the call that scheduled it', async () => {
  const { stories } = testStore();
  const { room, world } = createFakeNewsroom(due - 60_000, []);
  await stories.open(ferryStrike(), 'open');
  const waiting: Entry = {
    ...published(1, '2026-02-26 14:00', { headline: 'Ferries sail' }),
    status: 'scheduled',
    publishedAt: due,
  };
  await stories.change({ slug, callId: 'discord:1' }, ({ story }) => ({ story, entry: waiting, events: [] }));
  world.now = due;
  await publishScheduled({ ...room, stories }, { slug, number: 1 }, `publish:${slug}/1`);
  await stories.change({ slug, entry: 1, callId: 'telegram:2' }, ({ story, entry = waiting }) => {
    const held = revise(entry, revision(entry, 'hold', '2026-02-26 15:10'));
    return { story, events: [], ...(held && { entry: held }) };
  });
  const entry = await stories.entry(slug, 1);
  expect(entry?.status).toBe('held');
  expect(entry?.revisions.map(({ signal, call }) => `${signal} ${call}`)).toEqual([
    'new discord:1',
    'release discord:1',
    'hold telegram:2',
  ]);
});
