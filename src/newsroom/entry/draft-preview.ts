import { entryName } from '../../domain/entry.ts';
import { type EntryWords, nextEntry } from '../../domain/new-entry.ts';
import type { Story } from '../../domain/story.ts';
import { list } from '../../domain/text/build.ts';
import { storyTime } from '../../domain/time/timestamp.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { mayBeCutWords } from '../command/may-be-cut.ts';
import { paragraphOf } from '../command/say.ts';
import type { Newsroom } from '../records.ts';
import { elsewhere, lengthLines, postOf } from './preview.ts';
import { warningsOf } from './warnings.ts';

/** What is needed to show a draft. */
export interface DraftView {
  readonly id: string;
  readonly story: Story;
  readonly words: EntryWords;
  readonly leftOut: string | undefined;
  readonly mayBeCut: boolean;
  /** Whether it goes to the desk instead of being published. */
  readonly submits: boolean;
}

const whatThen =
  'If more belongs there, cancel and send a shorter text, or publish this and send the rest as another update.';

/** Shows a draft as every platform will show it, with warnings and with buttons for what can be done. */
export function showDraft(room: Newsroom, view: DraftView, call: Call): Answer {
  const { story, words, leftOut, mayBeCut } = view;
  const now = room.now();
  const entry = nextEntry(story, words, { by: call.by, now, status: 'usable' });
  const post = postOf(story, entry);
  const warnings = [...warningsOf(words), ...(leftOut === undefined ? [] : [leftOut])];
  return {
    content: [
      ...(mayBeCut ? [paragraphOf(mayBeCutWords(words.text.body), whatThen)] : []),
      paragraphOf(
        `Preview of ${entryName(entry)}. Nothing is published yet; the text waits here until you decide.`,
        timingLine(view, now),
        ...lengthLines(room, post),
      ),
      ...(warnings.length === 0 ? [] : [paragraphOf('Look again:'), list(warnings.map((one) => [one]))]),
      ...elsewhere(room, post, call),
    ],
    samples: [post],
    actions: actionsOf(view),
  };
}

function timingLine({ story, words: { due, embargoed } }: DraftView, now: number): string | undefined {
  if (due === undefined) return undefined;
  const at = storyTime(due, story, { now, withLabel: true });
  return embargoed ? `It is under embargo until ${at}.` : `Its time is in the future: it goes out at ${at}.`;
}

function actionsOf({ id, words, submits }: DraftView): readonly Action[] {
  const input = { draft: id, story: words.slug };
  const goAhead = words.due === undefined ? 'Publish' : 'Schedule';
  return [
    { label: submits ? 'Send to the desk' : goAhead, path: ['preview', 'publish'], input },
    { label: 'Edit', path: ['preview', 'edit'], input, asks: true },
    { label: 'Cancel', path: ['preview', 'cancel'], input },
  ];
}
