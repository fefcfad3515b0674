import { describe, expect, it } from 'vitest';
import type { StoryRecords } from '../../../src/newsroom/records.ts';
import { createStoryRevisions } from '../../../src/web/story-revisions.ts';
import { createStoryVersions } from '../../../src/web/story-versions.ts';
import { createFakeNewsroom } from '../../support/fake-newsroom.ts';
import { ferryStrike, lindhavn } from '../../support/lindhavn.ts';
import { publicUrl } from '../../support/web/hostile.ts';

const slug = 'lindhavn-ferries';

/** Records of one story that count what they are asked. */
async function watched() {
  const { room, world } = createFakeNewsroom(lindhavn('2026-02-26 12:00'), []);
  await room.stories.open(ferryStrike(), 'open');
  const asked: string[] = [];
  const note = (name: string) => asked.push(name);
  const stories: Pick<StoryRecords, 'find' | 'entries' | 'version'> = {
    find: (name) => (note('find'), room.stories.find(name)),
    entries: (name) => (note('entries'), room.stories.entries(name)),
    version: (name) => (note('version'), room.stories.version(name)),
  };
  const versions = createStoryVersions(stories, room.now);
  const revisionOf = createStoryRevisions({ stories, versions, publicUrl });
  const retitle = (headline: string) =>
    room.stories.change({ slug, callId: headline }, ({ story }) => ({
      story: { ...story, headline },
      events: [],
    }));
  const pass = (ms: number) => {
    world.now += ms;
  };
  return { asked, world, versions, revisionOf, retitle, pass };
}

describe('a revision', () => {
  it('is read once, however many ask and however often', async () => {
    const { asked, revisionOf } = await watched();
    const all = await Promise.all(Array.from({ length: 500 }, () => revisionOf(slug)));
    expect(new Set(all).size).toBe(1);
    expect(await revisionOf(slug)).toBe(all[0]);
    expect(asked).toEqual(['version', 'find', 'entries']);
  });

  it('is looked after once a second, and read again when there is a newer one', async () => {
    const { asked, revisionOf, retitle, pass } = await watched();
    const first = await revisionOf(slug);
    await retitle('New headline');
    pass(999);
    expect(await revisionOf(slug)).toBe(first);
    pass(1);
    const second = await revisionOf(slug);
    expect([second?.version, second?.article.story.headline]).toEqual([2, 'New headline']);
    pass(1_000);
    expect(await revisionOf(slug)).toBe(second);
    expect(asked.filter((name) => name === 'find')).toHaveLength(2);
  });

  it('makes each answer once', async () => {
    const { revisionOf } = await watched();
    const revision = await revisionOf(slug);
    let made = 0;
    const answers = [1, 2].map(() => revision?.rendered('page', 'text/plain', () => `made ${(made += 1)}`));
    expect(answers[0]).toBe(answers[1]);
    expect(made).toBe(1);
  });

  it('stays when the records do not answer; without one, that is told', async () => {
    const { world, revisionOf, pass } = await watched();
    world.isStoreDown = true;
    await expect(revisionOf(slug)).rejects.toThrow('does not answer');
    world.isStoreDown = false;
    const first = await revisionOf(slug);
    world.isStoreDown = true;
    pass(5_000);
    expect(await revisionOf(slug)).toBe(first);
  });

  it('of no story costs one question a second', async () => {
    const { asked, revisionOf, pass } = await watched();
    expect([await revisionOf('none'), await revisionOf('none')]).toEqual([undefined, undefined]);
    expect(asked).toEqual(['version']);
    pass(1_000);
    await revisionOf('none');
    expect(asked).toEqual(['version', 'version']);
  });
});
