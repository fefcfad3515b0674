import { type Entry, entryName } from '../../domain/entry.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { EntryReference } from '../command/options.ts';
import { paragraphOf, say, title } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { demandConfidence } from '../staff/confidence.ts';
import { entryMeant, storyMeant } from '../story/story-meant.ts';
import { elsewhere, lengthLines, postOf } from './preview.ts';
import { demandWaiting } from './submission-decided.ts';
import { submissionNotice } from './submit-entry.ts';

/** Shows a submission as each platform will show it. */
export async function showSubmission(
  room: Newsroom,
  { entry: reference }: { readonly entry: EntryReference },
  call: Call,
): Promise<Answer> {
  const entry = await entryMeant(room, reference);
  const story = await storyMeant(room, entry.slug);
  demandWaiting(story, entry, room.now());
  await demandConfidence(room, entry, call);
  const post = postOf(story, entry);
  const [, actions] = submissionNotice(room, story, entry);
  return {
    content: [
      paragraphOf(`${entryName(entry)} by ${entry.revisions[0].by.name}`, ...lengthLines(room, post)),
      ...elsewhere(room, post, call),
    ],
    samples: [post],
    actions: actions.filter(({ label }) => label !== 'Preview'),
  };
}

/** Lists what waits for the desk, oldest first. */
export async function listSubmissions(room: Newsroom): Promise<Answer> {
  const stories = (await room.stories.list()).filter(({ state }) => state === 'live');
  const entries = (await Promise.all(stories.map(({ slug }) => room.stories.entries(slug)))).flat();
  const waiting = entries
    .filter(({ status }) => status === 'submitted')
    .toSorted((a, b) => a.revisions[0].at - b.revisions[0].at);
  if (waiting.length === 0) return { content: say('Nothing waits for the desk.') };
  return {
    content: [paragraphOf(title('Waits for the desk'), ...waiting.map(waitingLine))],
    actions: waiting.slice(0, maxButtons).map((entry) => {
      const name = entryName(entry);
      return { label: name, path: ['submission', 'show'], input: { entry: name } };
    }),
  };
}

/** How many submissions get a button of their own. */
const maxButtons = 10;

function waitingLine(entry: Entry): string {
  const { claimedBy } = entry.submission ?? {};
  const taken = claimedBy === undefined ? '' : ` · claimed by ${claimedBy.name}`;
  return `${entryName(entry)} · ${entry.revisions[0].by.name}${taken}`;
}
