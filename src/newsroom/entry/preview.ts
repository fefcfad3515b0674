import { type ComposedEntry, composeEntry } from '../../domain/compose/compose-entry.ts';
import { platformOf } from '../../domain/destination.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Story } from '../../domain/story.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import { defaultLanguage } from '../../domain/words/language.ts';
import type { Call } from '../command/call.ts';
import { count, type Line, paragraphOf, verbatim } from '../command/say.ts';
import type { PreviewPart } from '../previewer.ts';
import { platformNames } from '../progress/progress.ts';
import type { Newsroom } from '../records.ts';

/** An entry as its copies will show it. */
export function postOf(story: Story, entry: Entry): ComposedEntry {
  return composeEntry({ story, entry, language: story.language ?? defaultLanguage });
}

/** How many messages an entry takes on each platform, and their lengths against each limit. */
export function lengthLines(room: Newsroom, post: ComposedEntry): readonly Line[] {
  return room.preview(post).map(({ platform, parts }) => {
    const picture = post.picture === undefined ? '' : ', the first with the picture';
    return `${platformNames[platform]}: ${count(parts.length, 'message')}${picture}, ${lengths(parts)} characters.`;
  });
}

/** What the other platforms would show, message by message, as it would be sent. */
export function elsewhere(room: Newsroom, post: ComposedEntry, { place }: Call): RichText {
  const here = platformOf(place.destination);
  const others = room.preview(post).filter(({ platform }) => platform !== here);
  return others.flatMap(({ platform, parts }) => [
    paragraphOf(`On ${platformNames[platform]} it reads:`),
    ...parts.map(({ text }) => verbatim(text)),
  ]);
}

/** `412 of 2,000`, or `1,950 and 312 of 2,000`, or `900 of 1,024 and 312 of 4,096` where the limits differ. */
function lengths(parts: readonly PreviewPart[]): string {
  const limits = new Set(parts.map(({ limit }) => limit));
  const each = parts.map(({ length, limit }) =>
    limits.size > 1 ? `${number(length)} of ${number(limit)}` : number(length),
  );
  const all = each.length > 1 ? `${each.slice(0, -1).join(', ')} and ${each.at(-1)}` : each.join('');
  return limits.size > 1 ? all : `${all} of ${number(parts[0]?.limit ?? 0)}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
