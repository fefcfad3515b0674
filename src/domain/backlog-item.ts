import type { Instant } from './time/instant.ts';

/**
 * One thing that a destination still has to be brought up to date with. A `correction` is the reply to an entry's
 * copy; its `revision` is the number of revisions that the entry had with it. A `digest` covers the half-open window
 * from `since` (included) to `until` (ms); with `isCatchUp` it tells what was missed in it. A `notice` is a text of
 * Dateline's own for a desk.
 */
export type BacklogItem =
  | { readonly kind: 'entry'; readonly slug: string; readonly number: number }
  | { readonly kind: 'correction'; readonly slug: string; readonly number: number; readonly revision: number }
  | { readonly kind: 'card'; readonly slug: string }
  | {
      readonly kind: 'digest';
      readonly slug: string;
      readonly since: Instant;
      readonly until: Instant;
      readonly isCatchUp?: true;
    }
  | { readonly kind: 'notice'; readonly id: string };

/** An item that belongs to a story. */
export type StoryItem = Exclude<BacklogItem, { kind: 'notice' }>;

/** A digest of one window. */
export type DigestItem = Extract<BacklogItem, { kind: 'digest' }>;

/** Where an item's delivery row is: a group (one per story, one per notice) and a field in it. */
export interface RowAddress {
  readonly group: string;
  readonly field: string;
}

/** The row address of an item. A notice's group ends with `#`, which no slug contains. */
export function rowAddress(item: BacklogItem): RowAddress {
  switch (item.kind) {
    case 'entry':
      return { group: item.slug, field: String(item.number) };
    case 'correction':
      return { group: item.slug, field: `correction:${item.number}.${item.revision}` };
    case 'card':
      return { group: item.slug, field: 'card' };
    case 'digest':
      return {
        group: item.slug,
        field: `${item.isCatchUp ? 'catch-up' : 'digest'}:${item.since}-${item.until}`,
      };
    case 'notice':
      return { group: `#notice:${item.id}`, field: 'notice' };
  }
}

/** An item as one short word; {@link parseItem} reads it back. */
export function formatItem(item: BacklogItem): string {
  const { group, field } = rowAddress(item);
  return `${group}/${field}`;
}

/** Reads what {@link formatItem} wrote; undefined for anything else. */
export function parseItem(word: string): BacklogItem | undefined {
  const [, id] = /^#notice:(.+)\/notice$/.exec(word) ?? [];
  if (id !== undefined) return { kind: 'notice', id };
  const cut = word.indexOf('/');
  if (cut < 1) return undefined;
  const slug = word.slice(0, cut);
  const field = word.slice(cut + 1);
  if (field === 'card') return { kind: 'card', slug };
  if (/^\d+$/.test(field)) return { kind: 'entry', slug, number: Number(field) };
  const [, number, revision] = /^correction:(\d+)\.(\d+)$/.exec(field) ?? [];
  if (number !== undefined)
    return { kind: 'correction', slug, number: Number(number), revision: Number(revision) };
  const [, kind, since, until] = /^(digest|catch-up):(\d+)-(\d+)$/.exec(field) ?? [];
  if (since === undefined || until === undefined) return undefined;
  const window = { since: Number(since), until: Number(until) };
  return { kind: 'digest', slug, ...window, ...(kind === 'catch-up' && { isCatchUp: true }) };
}
