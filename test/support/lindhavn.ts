import type { Entry, EntryText, Revision, Signal } from '../../src/domain/entry.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Story } from '../../src/domain/story.ts';

/** An editor of the invented Lindhavn Post. */
const ingrid: Person = { id: 'discord:7', name: 'Ingrid' };

/** A moment in Lindhavn, where the clock is an hour ahead of UTC in winter: `lindhavn('2026-02-26 13:09')`. */
export function lindhavn(local: string): number {
  return Date.parse(`${local.replace(' ', 'T')}:00+01:00`);
}

/** The ferry strike, live since Monday night, with what a test says otherwise. */
export function ferryStrike(changes: Partial<Story> = {}): Story {
  return {
    slug: 'lindhavn-ferries',
    headline: 'Lindhavn ferry strike',
    lead: 'The strike by harbour pilots has stopped all ferry traffic to the islands since Monday night.',
    zone: 'Europe/Oslo',
    byline: 'the Lindhavn Desk',
    url: 'https://example.org/lindhavn',
    related: [],
    state: 'live',
    openedAt: lindhavn('2026-02-23 21:00'),
    keyDevelopments: [],
    lastNumber: 0,
    ...changes,
  };
}

/** An entry of the ferry strike as it was published. */
export function published(
  number: number,
  local: string,
  text: Partial<EntryText> & Pick<EntryText, 'headline'>,
): Entry {
  const publishedAt = lindhavn(local);
  return {
    slug: 'lindhavn-ferries',
    number,
    urgency: 'normal',
    key: false,
    status: 'usable',
    publishedAt,
    revisions: [{ signal: 'new', text: { body: '', ...text }, by: ingrid, at: publishedAt }],
  };
}

/** One more revision of an entry's text, made at a moment in Lindhavn; for a correction, `why` is what was wrong. */
export function revision(entry: Entry, signal: Signal, local: string, why?: string): Revision {
  const text = entry.revisions[0].text;
  const made = { signal, text, by: ingrid, at: lindhavn(local) };
  if (why === undefined) return made;
  return signal === 'correction'
    ? { ...made, correction: { wrong: why, right: '40 pilots walked out' } }
    : { ...made, why };
}
