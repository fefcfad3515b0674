import { type Entry, type EntryStatus, type EntryText, latest, type Urgency } from './entry.ts';
import type { Person } from './person.ts';
import type { Story } from './story.ts';
import type { Instant } from './time/instant.ts';

/** What an update says, in which story, how loudly and when. */
export interface EntryWords {
  readonly slug: string;
  readonly text: EntryText;
  readonly urgency: Urgency;
  /** The line for the key developments; absent when it is not a key entry. */
  readonly key?: string;
  /** When to publish it; at once when absent. */
  readonly due?: Instant;
  readonly embargoed?: true;
}

/** Who writes an entry, when, and its first status. */
export interface Making {
  readonly by: Person;
  readonly now: Instant;
  readonly status: Extract<EntryStatus, 'submitted' | 'scheduled' | 'usable'>;
}

/** The story's next entry. If it is not published at once, the line for the key developments is kept for later. */
export function nextEntry(story: Story, words: EntryWords, { by, now, status }: Making): Entry {
  const { text, urgency, key, due = now, embargoed } = words;
  return {
    slug: story.slug,
    number: story.lastNumber + 1,
    urgency,
    key: key !== undefined,
    ...(status !== 'usable' && key !== undefined && { keyText: key }),
    status,
    publishedAt: due,
    ...(embargoed && { embargoed }),
    revisions: [{ signal: 'new', text, by, at: now }],
  };
}

/** An entry's text as it was typed, to be copied: its headline, its source, and its body below. */
export function typedTextOf(entry: Entry): string {
  return typedText(latest(entry).text);
}

/** See {@link typedTextOf}. */
export function typedText({ headline, source, body }: EntryText): string {
  return [headline, ...(source === undefined ? [] : [`source: ${source}`]), ...(body ? [body] : [])].join(
    '\n',
  );
}
