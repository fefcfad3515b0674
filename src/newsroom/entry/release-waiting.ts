import { type Entry, entryName, latest, revise } from '../../domain/entry.ts';
import { addKeyDevelopment, type KeyDevelopment } from '../../domain/key-development.ts';
import type { Person } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { StoryChange } from '../records.ts';

/** Who publishes an entry, and at which moment. */
export interface Release {
  readonly by: Person;
  readonly at: Instant;
  /** The call whose work it ends, when it is no work of its own. */
  readonly call?: string;
}

/**
 * Publishes an entry that was scheduled or submitted, with the line that it brings for the key developments where
 * there is room for it. Undefined, and nothing is changed, for one that does not wait.
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

/** What is to be said when an entry was published and found no room among the key developments. */
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
