import { generateAtomFeed, generateJsonFeed } from 'feedsmith';
import { photoLine } from '../domain/compose/compose-lines.ts';
import { cleanText } from '../domain/text/clean-text.ts';
import type { Article, ArticleEntry, ShownEntry } from './article.ts';
import { apart, relatedWords, sayHtml } from './entry-html.ts';
import { headlineWords } from './headline-words.ts';
import { html, markup } from './html.ts';
import { mediaUrl } from './media-url.ts';
import { richTextHtml } from './rich-text-html.ts';

/** How many entries a feed has: the ones changed last, so that a correction or kill of an old entry is included. */
const maxItems = 50;

/**
 * A story as an Atom feed (RFC 4287). A held or killed entry stays in it as a notice, which replaces what readers
 * have kept.
 */
export function atomFeed(article: Article): string {
  const { story, url, now } = article;
  const lead = visible(story.lead);
  // Atom requires both, and blank ones do not count.
  const author = visible(story.byline) ?? new URL(url).host;
  return generateAtomFeed({
    id: url,
    title: { value: visible(story.headline) ?? story.slug, type: 'text' },
    ...(lead !== undefined && { subtitle: { value: lead, type: 'text' } }),
    updated: new Date(now),
    authors: [{ name: author }],
    links: [
      { href: url, rel: 'alternate', type: 'text/html' },
      { href: `${url}.atom`, rel: 'self', type: 'application/atom+xml' },
    ],
    entries: feedEntries(article).map((entry) => ({
      id: entry.url,
      title: { value: titleOf(entry, article), type: 'text' },
      links: [{ href: entry.url, rel: 'alternate', type: 'text/html' }],
      published: new Date(entry.publishedAt),
      updated: new Date(entry.changedAt),
      content: { type: 'html', value: contentOf(entry, article) },
    })),
  });
}

/** A story as a JSON Feed (https://www.jsonfeed.org/version/1.1/). `expired` says that the story is closed. */
export function jsonFeed(article: Article): string {
  const { story, url } = article;
  const [lead, author] = [visible(story.lead), visible(story.byline)];
  const feed = generateJsonFeed({
    title: visible(story.headline) ?? story.slug,
    home_page_url: url,
    feed_url: `${url}.json`,
    language: article.language,
    ...(lead !== undefined && { description: lead }),
    ...(author !== undefined && { authors: [{ name: author }] }),
    expired: story.state === 'closed',
    items: feedEntries(article).map((entry) => ({
      id: entry.url,
      url: entry.url,
      title: titleOf(entry, article),
      content_html: contentOf(entry, article),
      date_published: new Date(entry.publishedAt),
      date_modified: new Date(entry.changedAt),
      ...(entry.kind === 'shown' && entry.picture && { image: mediaUrl(url, entry.picture) }),
    })),
  });
  // A feed must have a list of items; the library leaves out an empty one.
  return JSON.stringify(Object.assign({ items: [] }, feed));
}

function feedEntries({ entries }: Article): readonly ArticleEntry[] {
  return entries.toSorted((a, b) => b.changedAt - a.changedAt || b.number - a.number).slice(0, maxItems);
}

function titleOf(entry: ArticleEntry, { story, language }: Article): string {
  const name = `${visible(story.headline) ?? story.slug} #${entry.number}`;
  if (entry.kind !== 'shown') return name;
  return headlineWords({ ...entry, headline: visible(entry.headline) ?? name }, language);
}

/** Clean text; undefined when nothing of it is visible. */
function visible(text: string | undefined): string | undefined {
  return cleanText(text ?? '').trim() || undefined;
}

function contentOf(entry: ArticleEntry, article: Article): string {
  return markup(entry.kind === 'shown' ? shownHtml(entry, article) : html`<p>${entry.words}</p>`);
}

function shownHtml({ body, picture, related, source, corrections }: ShownEntry, article: Article) {
  const { language } = article;
  const caption = photoLine(picture, language);
  return html`${richTextHtml(body)}${
    picture &&
    html`<figure><img src="${mediaUrl(article.url, picture)}" alt="${picture.alt ?? ''}"/>${caption !== undefined && html`<figcaption>${caption}</figcaption>`}</figure>`
  }${related && html`<p>${relatedWords(related, article)}</p>`}${
    source !== undefined &&
    html`<p><small>${sayHtml(article, 'source', { source: apart(source) })}</small></p>`
  }${corrections.map(({ words }) => html`<p><em>${words}</em></p>`)}`;
}
