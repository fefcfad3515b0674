import { photoLine } from '../domain/compose/compose-lines.ts';
import type { Picture } from '../domain/picture.ts';
import type { RelatedLink } from '../domain/story.ts';
import type { Instant } from '../domain/time/instant.ts';
import { storyTime, type TimeStyle } from '../domain/time/timestamp.ts';
import type { Inserted, MessageId } from '../domain/words/catalogue.ts';
import { say, sayParts } from '../domain/words/words.ts';
import type { Article, ArticleEntry, ShownEntry } from './article.ts';
import { type Html, type HtmlValue, html, joined } from './html.ts';
import { isoTime } from './iso-time.ts';
import { mediaUrl } from './media-url.ts';
import { linkHtml, richTextHtml } from './rich-text-html.ts';

/** The path of a story's page on its server: `/s/lindhavn-ferries`, below the path of the public address. */
export interface PagePlace {
  readonly article: Article;
  readonly path: string;
}

/** A moment in the story's zone. The page's script adds the reader's own zone. */
export function timeHtml(at: Instant, { story, language }: Article, style: TimeStyle = {}): Html {
  const told = storyTime(at, story, { ...style, language });
  return html`<time datetime="${isoTime(at, story.zone)}">${told}</time>`;
}

/** One of Dateline's own messages with HTML inserted. */
export function sayHtml<Id extends MessageId>(
  { language }: Pick<Article, 'language'>,
  id: Id,
  inserted: Inserted<Id, Html>,
): readonly HtmlValue[] {
  return sayParts<Id, Html>(language, id, inserted);
}

/** Somebody's words within a line of Dateline's own; keeps their writing direction apart. */
export function apart(words: HtmlValue): Html {
  return html`<bdi>${words}</bdi>`;
}

/** A picture with its description and credit. */
export function pictureHtml(picture: Picture, { path, article }: PagePlace): Html {
  const caption = photoLine(picture, article.language);
  return html`<figure><img src="${mediaUrl(path, picture)}" alt="${picture.alt ?? ''}" decoding="async"/>${
    caption !== undefined && html`<figcaption dir="auto">${caption}</figcaption>`
  }</figure>`;
}

/** One entry of the article, with the anchor `#n17`. A held or killed one is only its notice. */
export function entryHtml(entry: ArticleEntry, place: PagePlace): Html {
  const { number, publishedAt } = entry;
  const isFlash = entry.kind === 'shown' && entry.urgency === 'flash';
  const when = html`<p class="when"><a href="${place.path}/${number}">${timeHtml(publishedAt, place.article)}</a> <span class="number">#${number}</span>${isFlash && html` <span class="flash">${say(place.article.language, 'pageFlash')}</span>`}</p>`;
  if (entry.kind !== 'shown') {
    return html`<article id="n${number}">${when}<p class="notice" dir="auto">${entry.words}</p></article>\n`;
  }
  return html`<article id="n${number}" aria-labelledby="h${number}">${when}<h3 id="h${number}" dir="auto">${entry.headline}</h3>
<div>${textHtml(entry, place)}</div></article>\n`;
}

/** Everything below an entry's headline. */
export function textHtml(entry: ShownEntry, place: PagePlace): Html {
  const { body, picture, related, corrections } = entry;
  const print = smallPrint(entry, place.article);
  return html`${richTextHtml(body)}${picture && pictureHtml(picture, place)}${
    related && html`<p class="small" dir="auto">${relatedWords(related, place.article)}</p>`
  }${print.length > 0 && html`<p class="small" dir="auto">${joined(print, ' · ')}</p>`}${corrections.map(
    ({ words }) => html`<p class="correction" dir="auto">${words}</p>`,
  )}`;
}

function smallPrint({ source, editedAt, publishedAt }: ShownEntry, article: Article): readonly HtmlValue[] {
  return [
    ...(source === undefined ? [] : [sayHtml(article, 'source', { source: apart(source) })]),
    ...(editedAt === undefined
      ? []
      : [sayHtml(article, 'updated', { time: timeHtml(editedAt, article, { now: publishedAt }) })]),
  ];
}

/** `Related: Why the breakwater failed`, as a link. */
export function relatedWords({ title, url }: RelatedLink, { language }: Pick<Article, 'language'>): Html {
  return html`${say(language, 'related')} ${linkHtml(title, url)}`;
}
