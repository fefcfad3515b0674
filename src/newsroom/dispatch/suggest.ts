import { type Entry, entryName, headlineToShow } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { Call } from '../command/call.ts';
import type { Suggestion } from '../command/dispatcher.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';
import { type CommandUse, demandAccess } from '../staff/access.ts';

/** The most that Discord shows (Discord documentation, Application Commands: autocomplete). */
const maxSuggestions = 25;
/** How many entries of a story are searched, newest first. */
const maxSearched = 50;
/** The limit for the name of a choice (Discord documentation, Application Commands: choice structure). */
const maxLabelLength = 100;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What is being typed, for which option of which command. */
export interface Typing {
  readonly use: CommandUse;
  readonly option: string;
  readonly typed: string;
}

/** Up to 25 values for a `story` or `entry` option; none for other options or for people without access. */
export async function suggestValues(
  room: Newsroom,
  { use, option, typed }: Typing,
  call: Call,
): Promise<readonly Suggestion[]> {
  const type = use.leaf.options[option]?.type;
  if (type !== 'story' && type !== 'entry') return [];
  if (!(await isAllowed(room, use, call))) return [];
  const wanted = typed.trim().toLowerCase();
  const stories = await room.stories.list();
  const found = type === 'story' ? stories.map(suggestStory) : await suggestEntries(room, stories, wanted);
  return found
    .filter(({ label, value }) => `${value} ${label}`.toLowerCase().includes(wanted))
    .slice(0, maxSuggestions)
    .map(({ label, value }) => ({ label: shortened(label), value }));
}

async function isAllowed(room: Newsroom, use: CommandUse, call: Call): Promise<boolean> {
  try {
    await demandAccess(room, use, call);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function suggestStory({ slug, headline, state }: Story): Suggestion {
  return { label: `${headline}${state === 'closed' ? ' (closed)' : ''} · ${slug}`, value: slug };
}

/** Newest first, of all live stories, or of the story whose slug is being typed. */
async function suggestEntries(
  room: Newsroom,
  stories: readonly Story[],
  wanted: string,
): Promise<readonly Suggestion[]> {
  const [slug, number = ''] = wanted.split('/');
  const named = wanted.includes('/') ? stories.filter((story) => story.slug === slug) : [];
  const searched = named.length > 0 ? named : stories.filter((story) => story.state === 'live');
  const lists = await Promise.all(searched.map((story) => newestEntries(room, story, number)));
  return lists
    .flat()
    .filter((entry) => entry.status !== 'killed')
    .toSorted((a, b) => b.publishedAt - a.publishedAt)
    .map((entry) => ({
      label: `${entryName(entry)} ${headlineToShow(entry)}`,
      value: entryName(entry),
    }));
}

/** The newest entries whose numbers begin with what was typed; never the whole story, which may be long. */
async function newestEntries(
  room: Newsroom,
  { slug, lastNumber }: Story,
  typed: string,
): Promise<readonly Entry[]> {
  const numbers = Array.from({ length: lastNumber }, (_, index) => lastNumber - index)
    .filter((number) => String(number).startsWith(typed))
    .slice(0, maxSearched);
  const entries = await Promise.all(numbers.map((number) => room.stories.entry(slug, number)));
  return entries.flatMap((entry) => entry ?? []);
}

function shortened(label: string): string {
  if (label.length <= maxLabelLength) return label;
  let kept = '';
  for (const { segment } of graphemes.segment(label)) {
    if (kept.length + segment.length >= maxLabelLength) break;
    kept += segment;
  }
  return `${kept}…`;
}
