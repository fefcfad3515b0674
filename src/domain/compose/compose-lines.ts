import type { Picture } from '../picture.ts';
import type { RelatedLink, Story } from '../story.ts';
import { inlines, link, type Piece, paragraph } from '../text/build.ts';
import { inlineText } from '../text/markdown-inline.ts';
import type { Block } from '../text/rich-text.ts';
import { dateline, storyTime } from '../time/timestamp.ts';
import { defaultLanguage, type Language } from '../words/language.ts';
import { say, sayPieces } from '../words/words.ts';
import { isolated, ownRow } from '../words/writing-direction.ts';

/** `Photo: harbour at dawn. Mari Holt / Lindhavn Post`; undefined for a picture without description and credit. */
export function photoLine(
  picture: Picture | undefined,
  language: Language = defaultLanguage,
): string | undefined {
  const pieces = photoPieces(picture, language);
  return pieces && inlineText(inlines(pieces));
}

/** The pieces of {@link photoLine}. The description is part of it, since Telegram has no other place for it. */
export function photoPieces(picture: Picture | undefined, language: Language): readonly Piece[] | undefined {
  const { credit, alt } = picture ?? {};
  const subject = alt?.trim().replace(/\.$/, '');
  if (subject === undefined)
    return credit === undefined ? undefined : sayPieces(language, 'photo', { credit });
  return credit === undefined
    ? sayPieces(language, 'photoUncredited', { subject })
    : sayPieces(language, 'photoOf', { subject, credit });
}

/** The line with the link to a related article. */
export function relatedLine(related: RelatedLink, language: Language): Block {
  return paragraph(...ownRow(language, [`${say(language, 'related')} `, ...linkPieces(related, language)]));
}

/** A titled link within a line of Dateline's own. */
export function linkPieces({ title, url }: RelatedLink, language: Language): readonly Piece[] {
  return isolated(title, language).map((piece) => (typeof piece === 'string' ? link(piece, url) : piece));
}

/** Pieces with a separator between them. */
export function joinPieces(groups: readonly (readonly Piece[])[], separator: string): readonly Piece[] {
  return groups.flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}

/** Whether a byline begins with `By` itself, as editors who write in English often do. */
export function hasOwnBy(byline: string, language: Language): boolean {
  return language === 'en' && /^by /i.test(byline);
}

/** `LIVE`, or when the story was closed, with the full date: a closed story's card stays for long. */
export function stateWords(story: Story, language: Language = defaultLanguage): string {
  if (story.state === 'live') return say(language, 'live');
  if (story.closedAt === undefined) return say(language, 'closed');
  return say(language, 'closedAt', {
    time: storyTime(story.closedAt, story, { withLabel: true, language }),
    date: dateline(story.closedAt, story.zone, language),
  });
}
