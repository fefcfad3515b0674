import type { Entry, EntryText } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import { isSameText } from '../../../src/domain/text/same-text.ts';
import type { Instant } from '../../../src/domain/time/instant.ts';
import type { Changed, Sealed, StoryRecords } from '../../../src/newsroom/records.ts';
import type { Deed, DeedDone } from '../../../src/newsroom/story/deed.ts';
import { stored } from './stored.ts';
import type { FakeWorld } from './world.ts';

interface StoryRow {
  story: Story;
  version: number;
  seen: Instant;
  readonly entries: Map<number, Entry>;
  /** The number of the entry that each call made, if any. */
  readonly calls: Map<string, number | undefined>;
}

/** Stories and entries in memory. */
export function fakeStories(world: FakeWorld): StoryRecords {
  const rows = new Map<string, StoryRow>();
  const seals = new Map<string, Sealed>();
  const deeds = new Map<string, DeedDone[]>();
  const note = (slug: string, did: Deed | undefined) => {
    if (did !== undefined) deeds.set(slug, [...(deeds.get(slug) ?? []), { ...did, at: world.now }]);
  };

  function repeated(row: StoryRow, callId: string): Changed {
    const number = row.calls.get(callId);
    const entry = number === undefined ? undefined : row.entries.get(number);
    return stored({ story: row.story, ...(entry && { entry }), repeated: true });
  }

  return {
    find: async (slug) => stored(rows.get(slug)?.story),
    async current(slug) {
      const row = rows.get(slug);
      return row && stored({ story: row.story, version: row.version });
    },
    version: async (slug) => rows.get(slug)?.version,
    entry: async (slug, number) => stored(rows.get(slug)?.entries.get(number)),
    list: async () =>
      stored([...rows.values()].map(({ story }) => story)).toSorted(
        (a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt,
      ),
    entries: async (slug) =>
      stored([...(rows.get(slug)?.entries.values() ?? [])]).toSorted((a, b) => a.number - b.number),

    sealed: async (slug, number) => stored(seals.get(`${slug}/${number}`) ?? { revisions: [], bullets: [] }),
    deeds: async (slug) => stored(deeds.get(slug) ?? []),

    async see(slug, at) {
      const row = rows.get(slug);
      if (row === undefined) return at;
      row.seen = at < row.seen ? row.seen + 1 : at;
      return row.seen;
    },

    async open(story, callId, by) {
      const row = rows.get(story.slug);
      if (row !== undefined) return row.calls.has(callId) ? repeated(row, callId) : undefined;
      rows.set(story.slug, {
        story: stored(story),
        version: 1,
        seen: world.now,
        entries: new Map(),
        calls: new Map([[callId, undefined]]),
      });
      note(story.slug, by && { by, what: 'opened the story' });
      return stored({ story, repeated: false });
    },

    async change({ slug, entry: number, callId, says }, decide) {
      for (;;) {
        const row = rows.get(slug);
        if (row === undefined) return undefined;
        if (row.calls.has(callId)) return repeated(row, callId);
        const { version } = row;
        const entry = number === undefined ? undefined : row.entries.get(number);
        const alike = says === undefined ? [] : [...row.entries.values()].filter((one) => hasSaid(one, says));
        const decided = decide(stored({ story: row.story, ...(entry && { entry }), alike }));
        const change = { ...decided, ...(decided.entry && { entry: withCall(decided.entry, callId) }) };
        const { meanwhile } = world;
        world.meanwhile = undefined;
        await meanwhile?.();
        if (row.version !== version) continue;
        const before = change.entry && (row.entries.get(change.entry.number)?.revisions.length ?? 0);
        if (change.entry && change.entry.revisions.length - (before ?? 0) > 1)
          throw new Error('too many revisions');
        if (change.seals && entry)
          seals.set(`${slug}/${entry.number}`, stored({ revisions: entry.revisions, ...change.seals }));
        note(slug, change.did);
        row.story = stored(change.story);
        row.version += 1;
        row.seen = Math.max(row.seen, world.now);
        if (change.entry) row.entries.set(change.entry.number, stored(change.entry));
        row.calls.set(callId, change.entry?.number);
        world.outbox.push(...change.events.map((event) => ({ slug, event })));
        return stored({ story: change.story, ...(change.entry && { entry: change.entry }), repeated: false });
      }
    },
  };
}

/** Adds the call's id to the revision that it made, if there is one. */
function withCall(entry: Entry, call: string): Entry {
  const [first, ...rest] = entry.revisions;
  const newest = rest.pop();
  if (newest === undefined) return { ...entry, revisions: [{ call, ...first }] };
  return { ...entry, revisions: [first, ...rest, { call, ...newest }] };
}

function hasSaid({ revisions }: Entry, { headline, body }: EntryText): boolean {
  return revisions.some(({ text }) => isSameText(text.headline, headline) && isSameText(text.body, body));
}

function rank({ state }: Story): number {
  return state === 'live' ? 0 : 1;
}
