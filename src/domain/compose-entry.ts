import { heading, paragraph, readerClock, small } from './build.ts';
import { photoLine, relatedLine } from './compose-lines.ts';
import { correctionsOf, correctionWords, sentence } from './correction.ts';
import { type Entry, latest, type Signal, updatedAt } from './entry.ts';
import type { Instant } from './instant.ts';
import { parseMarkdown } from './markdown.ts';
import type { Picture } from './picture.ts';
import type { Block, RichText } from './rich-text.ts';
import type { Story } from './story.ts';
import { storyTime } from './timestamp.ts';

/** An entry and the story that it belongs to. */
export interface EntryOfStory {
  readonly story: Pick<Story, 'headline' | 'zone' | 'label'>;
  readonly entry: Entry;
}

/** What subscribers see of an entry. */
export interface ComposedEntry {
  readonly content: RichText;
  readonly picture?: Picture;
  /** The related link's address, which may unfold; absent where a picture stands in its place. */
  readonly linkPreview?: string;
}

/**
 * The message that shows an entry as it is now. Its times are told from the day of its publication, so that the same
 * entry always gives the same message. A held or killed entry shows a notice and nothing of its text; a scheduled one
 * is shown as it will be.
 */
export function composeEntry({ story, entry }: EntryOfStory): ComposedEntry {
  switch (entry.status) {
    case 'held':
      return notice({ story, entry }, holdWords({ story, entry }));
    case 'killed':
      return notice({ story, entry }, killWords({ story, entry }));
    case 'scheduled':
    case 'usable':
      return update({ story, entry });
  }
}

function update({ story, entry }: EntryOfStory): ComposedEntry {
  const { text } = latest(entry);
  const photo = photoLine(text.picture);
  const content = [
    headline({ story, entry }),
    ...parseMarkdown(text.body),
    ...(text.related === undefined ? [] : [relatedLine(text.related)]),
    ...(photo === undefined ? [] : [small(photo)]),
    smallPrint({ story, entry }),
    ...correctionsOf(entry).map((correction) => small(correctionWords(correction, story, entry.publishedAt))),
  ];
  if (text.picture !== undefined) return { content, picture: text.picture };
  return text.related === undefined ? { content } : { content, linkPreview: text.related.url };
}

function headline({ story, entry }: EntryOfStory): Block {
  const words = latest(entry).text.headline;
  const time = storyTime(entry.publishedAt, story, { withLabel: true });
  return heading(3, entry.urgency === 'flash' ? `FLASH: ${words}` : words, `(${time})`);
}

/** `Source: … · Lindhavn ferry strike #7 · Updated 1:20 p.m.` with the reader's own time after the number. */
function smallPrint({ story, entry }: EntryOfStory): Block {
  const { source } = latest(entry).text;
  const edited = editedAt(entry);
  return small(
    ...(source === undefined ? [] : [`Source: ${source} · `]),
    nameOf({ story, entry }),
    readerClock(entry.publishedAt),
    ...(edited === undefined ? [] : [` · Updated ${storyTime(edited, story, { now: entry.publishedAt })}`]),
  );
}

/** The newest edit since publication, unless a correction says so itself. */
function editedAt(entry: Entry): Instant | undefined {
  const at = updatedAt(entry);
  const isTold = at !== undefined && correctionsOf(entry).some((correction) => correction.at >= at);
  return isTold ? undefined : at;
}

function notice(about: EntryOfStory, words: string): ComposedEntry {
  return { content: [paragraph(words), small(nameOf(about))] };
}

function holdWords(about: EntryOfStory): string {
  return `On hold${whenLast('hold', about)}: this update is being checked. Please do not share it.`;
}

function killWords(about: EntryOfStory): string {
  const why = about.entry.revisions.findLast(({ signal }) => signal === 'kill')?.why;
  const reason = why === undefined ? '' : ` Reason: ${sentence(why)}`;
  return `Withdrawn${whenLast('kill', about)}: this update was wrong and has been withdrawn.${reason}`;
}

function whenLast(wanted: Signal, { story, entry }: EntryOfStory): string {
  const revision = entry.revisions.findLast(({ signal }) => signal === wanted);
  if (revision === undefined) return '';
  return ` (${storyTime(revision.at, story, { now: entry.publishedAt, withLabel: true })})`;
}

function nameOf({ story, entry }: EntryOfStory): string {
  return `${story.headline} #${entry.number}`;
}
