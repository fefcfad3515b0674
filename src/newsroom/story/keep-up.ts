import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dateline, storyTime } from '../../domain/time/timestamp.ts';
import {
  entriesSinceKey,
  lastNewsAt,
  type StoryAtHand,
  type UpkeepSettings,
  upkeepOf,
} from '../../domain/upkeep.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { count, say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { storyMeant } from './story-meant.ts';

/** What {@link keepUp} works with. */
export type KeepUpRoom = Pick<Newsroom, 'stories' | 'wire' | 'now'>;

/** The command of the button "Keep it open"; nobody types it. */
export const keepOpenPath = ['keep-open'] as const;

/**
 * Does what is due for a live story: its cards mention a silence, the desk is asked whether to close it, and is
 * reminded of the key developments. Each is done once per silence, or per change of the key developments, however
 * often this is called.
 */
export async function keepUp(room: KeepUpRoom, slug: string, settings: UpkeepSettings): Promise<void> {
  const [story, entries] = await Promise.all([room.stories.find(slug), room.stories.entries(slug)]);
  const last = lastNewsAt(entries);
  if (story === undefined || last === undefined) return;
  const now = room.now();
  const { silence, askClose, remindOfKey } = upkeepOf({ story, entries }, settings, now);
  const isDue = (at: Instant | undefined) => at !== undefined && at <= now;
  if (isDue(silence)) await tellSilence(room, story, last);
  if (isDue(askClose)) await askToClose(room, story, last);
  if (isDue(remindOfKey)) await remind(room, { story, entries });
}

/** Repeated on every day of a silence, since the time of another day is told with that day. */
async function tellSilence(room: KeepUpRoom, story: Story, last: Instant): Promise<void> {
  const { slug, zone } = story;
  const callId = `silence:${slug}:${last}:${dateline(room.now(), zone)}`;
  const changed = await room.stories.change({ slug, callId }, (current) => ({
    story: current.story,
    events: [{ kind: 'story' }],
  }));
  if (changed?.repeated === false) await hint(() => room.wire.storyChanged(slug, 'normal'));
}

async function askToClose(room: KeepUpRoom, story: Story, last: Instant): Promise<void> {
  const { slug } = story;
  const about = closeQuestion(slug, last);
  if ((await room.wire.findNotice(about)) !== undefined) return;
  const since = storyTime(last, story, { now: room.now(), withLabel: true });
  await room.wire.tellDesk(
    say(
      `${story.headline} (${slug}) has had no new update since ${since}. Close it?`,
      'Closing posts a last summary where it is followed; what was published stays.',
    ),
    [
      { label: 'Close it', path: ['story', 'close'], input: { story: slug } },
      { label: 'Keep it open', path: keepOpenPath, input: { story: slug } },
    ],
    about,
  );
}

/** The name of the desk's question about one silence of a story. */
function closeQuestion(slug: string, last: Instant): string {
  return `close:${slug}:${last}`;
}

/** Shows the decision at the desk, if it was asked whether to close the story. */
export async function closeDecided(room: Newsroom, slug: string, decision: string): Promise<void> {
  const last = lastNewsAt(await room.stories.entries(slug));
  const id = last === undefined ? undefined : await room.wire.findNotice(closeQuestion(slug, last));
  if (id !== undefined) await room.wire.reviseNotice(id, say(decision));
}

/** Keeps a silent story open. Throws {@link Refusal} when it was closed in the meantime. */
export async function keepOpen(room: Newsroom, slug: string, call: Call): Promise<Answer> {
  const story = await storyMeant(room, slug);
  if (story.state === 'closed') throw new Refusal(`The story ${slug} is closed already.`);
  await closeDecided(room, slug, `${call.by.name} keeps ${story.headline} (${slug}) open.`);
  return { content: say(`${slug} stays open. You are asked again after its next silence.`) };
}

async function remind(room: KeepUpRoom, view: StoryAtHand): Promise<void> {
  const { slug, headline, keyDevelopmentsAt, openedAt } = view.story;
  const about = `key:${slug}:${keyDevelopmentsAt ?? openedAt}`;
  if ((await room.wire.findNotice(about)) !== undefined) return;
  const since =
    keyDevelopmentsAt === undefined
      ? 'since it was opened'
      : `since ${storyTime(keyDevelopmentsAt, view.story, { now: room.now(), withLabel: true })}`;
  const news = count(entriesSinceKey(view).length, 'new update');
  await room.wire.tellDesk(
    say(
      `The key developments of ${headline} (${slug}) were not touched ${since}; there ${news.startsWith('1 ') ? 'was' : 'were'} ${news}.`,
      `/key add entry:${slug}/${view.story.lastNumber} puts the newest on top, /key list story:${slug} shows what stands there.`,
    ),
    [{ label: 'Show them', path: ['key', 'list'], input: { story: slug } }],
    about,
  );
}
