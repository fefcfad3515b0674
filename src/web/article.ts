import { composeEntry } from '../domain/compose/compose-entry.ts';
import { shownBullets } from '../domain/compose/compose-key-developments.ts';
import { type CorrectionMade, correctionsOf, correctionWords, editToTell } from '../domain/correction.ts';
import { newestFirst } from '../domain/digest.ts';
import { type Correction, type Entry, latest, type Urgency, wasPublished } from '../domain/entry.ts';
import type { Picture } from '../domain/picture.ts';
import type { RelatedLink, Story } from '../domain/story.ts';
import { entryUrl, storyUrl } from '../domain/story-url.ts';
import { parseMarkdown } from '../domain/text/markdown.ts';
import { plainText } from '../domain/text/plain-text.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';
import { zoneWordsForAll } from '../domain/time/zone-label.ts';
import { defaultLanguage, type Language } from '../domain/words/language.ts';

/** A story as readers may see it; every page and feed is made from it. */
export interface Article {
  readonly story: Story;
  /** The language of Dateline's own words. */
  readonly language: Language;
  /** The address of its page. */
  readonly url: string;
  /** Newest first; without entries that are scheduled, or were withdrawn before they were published. */
  readonly entries: readonly ArticleEntry[];
  readonly keyDevelopments: readonly KeyLine[];
  /** The newest moment that is shown. Times are told from it, so that a revision always reads the same. */
  readonly now: Instant;
  /** How its times name their zone: `Oslo time`. */
  readonly zoneWords: string;
}

/** What every entry has, whatever its status. */
interface Place {
  readonly number: number;
  readonly url: string;
  readonly publishedAt: Instant;
  /** When its newest revision was made, or when it was published. */
  readonly changedAt: Instant;
  /** The number of its revisions. */
  readonly version: number;
}

/** An entry with its text. */
export interface ShownEntry extends Place {
  readonly kind: 'shown';
  readonly urgency: Urgency;
  readonly headline: string;
  readonly body: RichText;
  readonly source?: string;
  readonly related?: RelatedLink;
  readonly picture?: Picture;
  /** Oldest first. */
  readonly corrections: readonly ShownCorrection[];
  /** When it was last edited; absent when a later correction says more. */
  readonly editedAt?: Instant;
}

/** A held or killed entry: a notice instead of its text. */
export interface NoticeEntry extends Place {
  readonly kind: 'held' | 'killed';
  readonly words: string;
}

/** An entry as readers may see it. */
export type ArticleEntry = ShownEntry | NoticeEntry;

/** A correction, with the line about it under its entry. */
export interface ShownCorrection extends Correction {
  readonly at: Instant;
  /** `Corrected 2:14 p.m.: an earlier version said 400 pilots.` */
  readonly words: string;
}

/** One bullet of the key developments, with its entry if known. */
export interface KeyLine {
  readonly text: string;
  readonly number: number;
  readonly publishedAt?: Instant;
  readonly correctedAt?: Instant;
}

/** Makes an article of a story and all its entries. `publicUrl` is the root address for readers. */
export function toArticle(story: Story, entries: readonly Entry[], publicUrl: string): Article {
  const known = entries.filter(wasPublished);
  const shown = known.toSorted(newestFirst).map((entry) => toArticleEntry(story, entry, publicUrl));
  const now = newestMoment(story, shown);
  return {
    story,
    language: languageOf(story),
    url: storyUrl(publicUrl, story.slug),
    entries: shown,
    keyDevelopments: keyLines(story, entries),
    now,
    zoneWords: zoneWordsForAll(
      story,
      [now, ...shown.map(({ publishedAt }) => publishedAt)],
      languageOf(story),
    ),
  };
}

function languageOf({ language = defaultLanguage }: Story): Language {
  return language;
}

function toArticleEntry(story: Story, entry: Entry, publicUrl: string): ArticleEntry {
  const { number, publishedAt, status } = entry;
  const changedAt = Math.max(publishedAt, latest(entry).at);
  const url = entryUrl(publicUrl, story.slug, number);
  const place = { number, url, publishedAt, changedAt, version: entry.revisions.length };
  if (status === 'usable') return { ...place, kind: 'shown', ...textOf(story, entry) };
  return { ...place, kind: status === 'held' ? 'held' : 'killed', words: noticeWords(story, entry) };
}

function textOf(story: Story, entry: Entry) {
  const { headline, body, source, related, picture } = latest(entry).text;
  const editedAt = editToTell(entry);
  return {
    urgency: entry.urgency,
    headline,
    body: parseMarkdown(body),
    ...(source !== undefined && { source }),
    ...(related !== undefined && { related }),
    ...(picture !== undefined && { picture }),
    corrections: correctionsOf(entry).map((correction) => shownCorrection(correction, story, entry)),
    ...(editedAt !== undefined && { editedAt }),
  };
}

function shownCorrection(correction: CorrectionMade, story: Story, entry: Entry): ShownCorrection {
  const { at, wrong, right } = correction;
  const words = correctionWords(correction, story, { now: entry.publishedAt, language: languageOf(story) });
  return { at, wrong, right, words };
}

/** The first block of what chats show instead of a held or killed entry. */
function noticeWords(story: Story, entry: Entry): string {
  return plainText(composeEntry({ story, entry, language: languageOf(story) }).content.slice(0, 1));
}

function keyLines(story: Story, entries: readonly Entry[]): readonly KeyLine[] {
  const entryOf = (number: number) => entries.find((entry) => entry.number === number);
  return shownBullets(story, entryOf).map(({ text, entry: number }) => {
    const entry = entryOf(number);
    const correctedAt = entry && correctionsOf(entry).at(-1)?.at;
    return {
      text,
      number,
      ...(entry && { publishedAt: entry.publishedAt }),
      ...(correctedAt !== undefined && { correctedAt }),
    };
  });
}

function newestMoment(story: Story, entries: readonly ArticleEntry[]): Instant {
  const marks = [story.closedAt, story.keyDevelopments.length > 0 ? story.keyDevelopmentsAt : undefined];
  const known = marks.filter((at) => at !== undefined);
  return Math.max(story.openedAt, ...known, ...entries.map(({ changedAt }) => changedAt));
}
