import type { PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { photoLine, stateWords } from '../domain/compose/compose-lines.ts';
import type { Instant } from '../domain/time/instant.ts';
import { dateline, storyTime } from '../domain/time/timestamp.ts';
import { say } from '../domain/words/words.ts';
import type { Article, ArticleEntry, KeyLine, ShownEntry } from './article.ts';
import { headlineWords } from './headline-words.ts';
import { linkNodes, richTextNodes, textNode } from './rich-text-mdast.ts';
import { bylineWords } from './story-page.ts';

/** The running article as a Markdown document, the newest entry first. What was typed is escaped where needed. */
export function storyMarkdown(article: Article): string {
  const { story, language } = article;
  const photo = photoLine(story.picture, language);
  const children = [
    heading(1, story.headline),
    paragraph(textNode(masthead(article))),
    ...(photo === undefined ? [] : [paragraph(textNode(photo))]),
    ...(story.lead === undefined ? [] : [paragraph(textNode(story.lead))]),
    ...keyNodes(article),
    ...dayNodes(article),
    ...footerNodes(article),
  ];
  return toMarkdown({ type: 'root', children }, { extensions: [gfmToMarkdown()], bullet: '-' });
}

function masthead({ story, language, now, zoneWords }: Article): string {
  return [
    stateWords(story, language),
    ...(story.byline === undefined ? [] : [bylineWords(story.byline, language)]),
    dateline(now, story.zone, language),
    say(language, 'allTimes', { zone: zoneWords }),
  ].join(' · ');
}

function keyNodes(article: Article): RootContent[] {
  const { keyDevelopments, story, language, now } = article;
  if (keyDevelopments.length === 0) return [];
  const asOf = story.keyDevelopmentsAt;
  const time = asOf === undefined ? undefined : storyTime(asOf, story, { now, language });
  const suffix = time === undefined ? '' : ` ${say(language, 'asOf', { time })}`;
  return [
    heading(2, say(language, 'keyDevelopments') + suffix),
    {
      type: 'list',
      spread: false,
      children: keyDevelopments.map((line) => ({
        type: 'listItem',
        children: [paragraph(textNode(keyWords(line, article)))],
      })),
    },
  ];
}

function keyWords({ text, publishedAt, correctedAt }: KeyLine, { story, language, now }: Article): string {
  const told = (at: Instant) => storyTime(at, story, { now, language });
  const when = publishedAt === undefined ? '' : ` (${told(publishedAt)})`;
  if (correctedAt === undefined) return text + when;
  return `${text}${when} · ${say(language, 'bulletCorrected', { time: told(correctedAt) })}`;
}

function dayNodes(article: Article): RootContent[] {
  let day = '';
  return article.entries.flatMap((entry) => {
    const before = day;
    day = dateline(entry.publishedAt, article.story.zone, article.language);
    return [...(day === before ? [] : [heading(2, day)]), ...entryNodes(entry, article)];
  });
}

function entryNodes(entry: ArticleEntry, article: Article): RootContent[] {
  const { story, language } = article;
  const time = storyTime(entry.publishedAt, story, { language });
  if (entry.kind !== 'shown') {
    return [heading(3, `#${entry.number} (${time})`), paragraph(textNode(entry.words))];
  }
  const title = headlineWords(entry, language);
  return [heading(3, `${title} (${time})`), ...richTextNodes(entry.body), ...belowNodes(entry, article)];
}

function belowNodes(entry: ShownEntry, { story, language }: Article): RootContent[] {
  const { related, picture, source, editedAt, publishedAt, corrections, number, url } = entry;
  const photo = photoLine(picture, language);
  const style = { now: publishedAt, language };
  const print = [
    ...(source === undefined ? [] : [say(language, 'source', { source })]),
    ...(editedAt === undefined
      ? []
      : [say(language, 'updated', { time: storyTime(editedAt, story, style) })]),
  ];
  return [
    ...(related === undefined
      ? []
      : [paragraph(textNode(`${say(language, 'related')} `), ...linkNodes(related.title, related.url))]),
    ...(photo === undefined ? [] : [paragraph(textNode(photo))]),
    paragraph(textNode([...print, ''].join(' · ')), ...linkNodes(`#${number}`, url)),
    ...corrections.map(({ words }) => paragraph({ type: 'emphasis', children: [textNode(words)] })),
  ];
}

function footerNodes({ story, language, url }: Article): RootContent[] {
  const labelled = (id: 'related' | 'fullStory' | 'pageThis', title: string, address: string) =>
    paragraph(textNode(`${say(language, id)} `), ...linkNodes(title, address));
  const related = story.related.map((one) => labelled('related', one.title, one.url));
  return [
    { type: 'thematicBreak' },
    ...related,
    ...(story.url === undefined ? [] : [labelled('fullStory', story.url, story.url)]),
    labelled('pageThis', url, url),
  ];
}

function heading(depth: 1 | 2 | 3, words: string): RootContent {
  return { type: 'heading', depth, children: [textNode(words)] };
}

function paragraph(...children: PhrasingContent[]): Extract<RootContent, { type: 'paragraph' }> {
  return { type: 'paragraph', children };
}
