import { describe, expect, it } from 'vitest';
import {
  appearances,
  type Entry,
  type EntryStatus,
  entryName,
  latest,
  nextStatus,
  revise,
  type Signal,
  updatedAt,
  withoutWords,
} from '../../../src/domain/entry.ts';
import { lindhavn, published, revision } from '../../support/lindhavn.ts';

const entry = published(7, '2026-02-26 13:09', { headline: 'Ferries stay in port' });

/** Every edge of the status machine; `-` where there is none. */
const table: readonly (readonly [Signal, Record<EntryStatus, EntryStatus | '-'>])[] = [
  ['new', { submitted: '-', scheduled: '-', usable: '-', held: '-', killed: '-' }],
  ['edit', { submitted: 'submitted', scheduled: 'scheduled', usable: 'usable', held: 'held', killed: '-' }],
  ['correction', { submitted: '-', scheduled: '-', usable: 'usable', held: 'held', killed: '-' }],
  ['hold', { submitted: '-', scheduled: '-', usable: 'held', held: '-', killed: '-' }],
  ['release', { submitted: 'usable', scheduled: 'usable', usable: '-', held: 'usable', killed: '-' }],
  ['kill', { submitted: 'killed', scheduled: 'killed', usable: 'killed', held: 'killed', killed: '-' }],
];
const edges = table.flatMap(([signal, row]) =>
  Object.entries(row).map(([from, to]) => ({ signal, from: from as EntryStatus, to })),
);

describe('the status machine', () => {
  it.each(edges)('$signal leads a $from entry to: $to', ({ signal, from, to }) => {
    expect(nextStatus(from, signal) ?? '-').toBe(to);
  });

  it.each(edges.filter(({ to }) => to === '-'))('refuses $signal of a $from entry', ({ signal, from }) => {
    const before = { ...entry, status: from };
    expect(revise(before, revision(before, signal, '2026-02-26 14:00'))).toBeUndefined();
    expect(before.revisions).toHaveLength(1);
  });
});

describe('revise', () => {
  it('appends the revision, walks the edge and leaves the entry that it was given alone', () => {
    const hold = revision(entry, 'hold', '2026-02-26 14:20');
    const held = revise(entry, hold);
    expect(held).toEqual({ ...entry, status: 'held', revisions: [...entry.revisions, hold] });
    expect(entry.status).toBe('usable');
    expect(held && latest(held)).toBe(hold);
  });

  it('never changes when the entry was first published', () => {
    const killed = revise(entry, revision(entry, 'kill', '2026-02-27 09:00', 'wrong'));
    expect(killed?.publishedAt).toBe(entry.publishedAt);
  });
});

describe('updatedAt', () => {
  it('is the newest edit or correction, whatever followed', () => {
    const edited = revise(entry, revision(entry, 'edit', '2026-02-26 13:20'));
    const held = edited && revise(edited, revision(edited, 'hold', '2026-02-26 13:30'));
    expect(held && updatedAt(held)).toBe(lindhavn('2026-02-26 13:20'));
  });

  it('does not count an edit from before publication', () => {
    const scheduled = { ...entry, status: 'scheduled' as const };
    const edited = revise(scheduled, revision(scheduled, 'edit', '2026-02-26 12:00'));
    expect(edited && updatedAt(edited)).toBeUndefined();
  });
});

it('names an entry by story and number', () => {
  expect(entryName(entry)).toBe('lindhavn-ferries/7');
});

describe('the places of an entry in its story’s order', () => {
  const at = (time: string) => Date.parse(`2026-02-26T${time}:00+01:00`);
  const [first] = entry.revisions;
  /** Published and released again by a clock that had been set back from two o'clock. */
  const behind: Entry = {
    ...entry,
    revisions: [
      { ...first, notBefore: at('14:00') },
      revision(entry, 'hold', '2026-02-26 13:10'),
      { ...revision(entry, 'release', '2026-02-26 13:20'), notBefore: at('14:05') },
    ],
  };

  it('are its publication and its releases', () => {
    const released = {
      ...entry,
      revisions: [first, revision(entry, 'release', '2026-02-26 13:20')],
    } as const;
    expect(appearances(released)).toEqual([at('13:09'), at('13:20')]);
  });

  it('do not go back with the clock', () => {
    expect(appearances(behind)).toEqual([at('14:00'), at('14:05')]);
  });

  it('stay when a kill takes its words', () => {
    expect(appearances(withoutWords(behind))).toEqual(appearances(behind));
  });
});
