import { photoLine } from '../domain/compose-lines.ts';
import type { Instant } from '../domain/instant.ts';
import type { Picture } from '../domain/picture.ts';
import { storyTime, type TimeStyle } from '../domain/timestamp.ts';
import type { Article, ArticleEntry, ShownEntry } from './article.ts';
import { type Html, type HtmlValue, html, joined } from './html.ts';
import { isoTime } from './iso-time.ts';
import { mediaUrl } from './media-url.ts';
import { linkHtml, richTextHtml } from './rich-text-html.ts';

/** Where on a server a story's pages are: `/s/lindhavn-ferries`, below the path of the public address. */
export interface PagePlace {
  readonly article: Article;
  readonly path: string;
}

/** A moment as the story tells it, which the page's script tells in the reader's own zone too. */
export function timeHtml(at: Instant, { story }: Article, style: TimeStyle = {}): Html {
  return html`<time datetime="${isoTime(at, story.zone)}">${storyTime(at, story, style)}</time>`;
}

/** A picture with what it shows and who made it. */
export function pictureHtml(picture: Picture, { path }: PagePlace): Html {
  const caption = photoLine(picture);
  return html`<figure><img src="${mediaUrl(path, picture)}" alt="${picture.alt ?? ''}" decoding="async"/>${
    caption !== undefined && html`<figcaption dir="auto">${caption}</figcaption>`
  }</figure>`;
}

/** One entry of the article, which `#n17` leads to; a notice alone where it is held or killed. */
export function entryHtml(entry: ArticleEntry, place: PagePlace): Html {
  const { number, publishedAt } = entry;
  const isFlash = entry.kind === 'shown' && entry.urgency === 'flash';
  const when = html`<p class="when"><a href="${place.path}/${number}">${timeHtml(publishedAt, place.article)}</a> <span class="number">#${number}</span>${isFlash && html` <span class="flash">FLASH</span>`}</p>`;
  if (entry.kind !== 'shown') {
    return html`<article id="n${number}">${when}<p class="notice" dir="auto">${entry.words}</p></article>\n`;
  }
  return html`<article id="n${number}" aria-labelledby="h${number}">${when}<h3 id="h${number}" dir="auto">${entry.headline}</h3>
<div>${textHtml(entry, place)}</div></article>\n`;
}

/** What stands below an entry's headline. */
export function textHtml(entry: ShownEntry, place: PagePlace): Html {
  const { body, picture, related, corrections } = entry;
  const print = smallPrint(entry, place.article);
  return html`${richTextHtml(body)}${picture && pictureHtml(picture, place)}${
    related && html`<p class="small" dir="auto">Related: ${linkHtml(related.title, related.url)}</p>`
  }${print.length > 0 && html`<p class="small" dir="auto">${joined(print, ' · ')}</p>`}${corrections.map(
    ({ words }) => html`<p class="correction" dir="auto">${words}</p>`,
  )}`;
}

function smallPrint({ source, editedAt, publishedAt }: ShownEntry, article: Article): readonly HtmlValue[] {
  return [
    ...(source === undefined ? [] : [`Source: ${source}`]),
    ...(editedAt === undefined ? [] : [html`Updated ${timeHtml(editedAt, article, { now: publishedAt })}`]),
  ];
}
