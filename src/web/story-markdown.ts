import type { PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { photoLine, stateWords } from '../domain/compose-lines.ts';
import type { Instant } from '../domain/instant.ts';
import { dateline, storyTime } from '../domain/timestamp.ts';
import type { Article, ArticleEntry, KeyLine, ShownEntry } from './article.ts';
import { linkNodes, richTextNodes, textNode } from './rich-text-mdast.ts';
import { bylineWords } from './story-page.ts';

/** The running article as a Markdown document, the newest entry first. What was typed is escaped where needed. */
export function storyMarkdown(article: Article): string {
  const { story } = article;
  const photo = photoLine(story.picture);
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

function masthead({ story, now, zoneWords }: Article): string {
  return [
    stateWords(story),
    ...(story.byline === undefined ? [] : [bylineWords(story.byline)]),
    dateline(now, story.zone),
    `All times ${zoneWords}`,
  ].join(' · ');
}

function keyNodes(article: Article): RootContent[] {
  const { keyDevelopments, story, now } = article;
  if (keyDevelopments.length === 0) return [];
  const asOf = story.keyDevelopmentsAt;
  const suffix = asOf === undefined ? '' : ` (as of ${storyTime(asOf, story, { now })})`;
  return [
    heading(2, `Key developments${suffix}`),
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

function keyWords({ text, publishedAt, correctedAt }: KeyLine, { story, now }: Article): string {
  const told = (at: Instant) => storyTime(at, story, { now });
  const when = publishedAt === undefined ? '' : ` (${told(publishedAt)})`;
  return text + when + (correctedAt === undefined ? '' : ` · corrected ${told(correctedAt)}`);
}

function dayNodes(article: Article): RootContent[] {
  let day = '';
  return article.entries.flatMap((entry) => {
    const before = day;
    day = dateline(entry.publishedAt, article.story.zone);
    return [...(day === before ? [] : [heading(2, day)]), ...entryNodes(entry, article)];
  });
}

function entryNodes(entry: ArticleEntry, { story }: Article): RootContent[] {
  const time = storyTime(entry.publishedAt, story);
  if (entry.kind !== 'shown') {
    return [heading(3, `#${entry.number} (${time})`), paragraph(textNode(entry.words))];
  }
  const flash = entry.urgency === 'flash' ? 'FLASH: ' : '';
  return [
    heading(3, `${flash}${entry.headline} (${time})`),
    ...richTextNodes(entry.body),
    ...belowNodes(entry, story),
  ];
}

function belowNodes(entry: ShownEntry, story: Article['story']): RootContent[] {
  const { related, picture, source, editedAt, publishedAt, corrections, number, url } = entry;
  const photo = photoLine(picture);
  const print = [
    ...(source === undefined ? [] : [`Source: ${source}`]),
    ...(editedAt === undefined ? [] : [`Updated ${storyTime(editedAt, story, { now: publishedAt })}`]),
  ];
  return [
    ...(related === undefined
      ? []
      : [paragraph(textNode('Related: '), ...linkNodes(related.title, related.url))]),
    ...(photo === undefined ? [] : [paragraph(textNode(photo))]),
    paragraph(textNode([...print, ''].join(' · ')), ...linkNodes(`#${number}`, url)),
    ...corrections.map(({ words }) => paragraph({ type: 'emphasis', children: [textNode(words)] })),
  ];
}

function footerNodes({ story, url }: Article): RootContent[] {
  const related = story.related.map((one) =>
    paragraph(textNode('Related: '), ...linkNodes(one.title, one.url)),
  );
  return [
    { type: 'thematicBreak' },
    ...related,
    ...(story.url === undefined
      ? []
      : [paragraph(textNode('Full story: '), ...linkNodes(story.url, story.url))]),
    paragraph(textNode('This page: '), ...linkNodes(url, url)),
  ];
}

function heading(depth: 1 | 2 | 3, words: string): RootContent {
  return { type: 'heading', depth, children: [textNode(words)] };
}

function paragraph(...children: PhrasingContent[]): Extract<RootContent, { type: 'paragraph' }> {
  return { type: 'paragraph', children };
}
