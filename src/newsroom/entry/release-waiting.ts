import { type Entry, entryName, latest, revise } from '../../domain/entry.ts';
import { addKeyDevelopment, type KeyDevelopment } from '../../domain/key-development.ts';
import type { Person } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { StoryChange } from '../records.ts';

/** Who publishes an entry, and when. */
export interface Release {
  readonly by: Person;
  readonly at: Instant;
  /** The call that is completed by this, unless it is a call of its own. */
  readonly call?: string;
}

/**
 * Publishes a scheduled or submitted entry, and adds its line to the key developments if there is room. Undefined for
 * an entry that does not wait.
 */
export function releaseWaiting(story: Story, entry: Entry, release: Release): StoryChange | undefined {
  if (entry.status !== 'scheduled' && entry.status !== 'submitted') return undefined;
  const { at } = release;
  const released = revise(entry, { signal: 'release', text: latest(entry).text, ...release });
  if (released === undefined) return undefined;
  const { embargoed: _, undoable: __, ...rest } = released;
  const bullets = bulletsWith(story, entry);
  return {
    story: bullets ? { ...story, keyDevelopments: bullets, keyDevelopmentsAt: at } : story,
    entry: { ...rest, publishedAt: at },
    events: [{ kind: 'entry', number: entry.number, urgency: entry.urgency }],
  };
}

/** What to say when there was no room for a published entry among the key developments. */
export function noRoomLine(story: Story, entry: Entry): string | undefined {
  const hasBullet = story.keyDevelopments.some((bullet) => bullet.entry === entry.number);
  if (entry.keyText === undefined || hasBullet) return undefined;
  return `${entryName(entry)} was published, but not as a key development: ${story.slug} has five already.`;
}

function bulletsWith(story: Story, { keyText, number }: Entry): readonly KeyDevelopment[] | undefined {
  if (keyText === undefined) return undefined;
  const change = addKeyDevelopment(story.keyDevelopments, { text: keyText, entry: number });
  return change.kind === 'changed' ? change.bullets : undefined;
}
