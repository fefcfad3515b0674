import { stateWords } from '../domain/compose-lines.ts';
import { sentence } from '../domain/correction.ts';
import { dateline } from '../domain/timestamp.ts';
import type { Article, ArticleEntry, KeyLine, ShownCorrection, ShownEntry } from './article.ts';
import { entryHtml, type PagePlace, pictureHtml, timeHtml } from './entry-html.ts';
import { type Html, type HtmlValue, html, joined } from './html.ts';
import { headHtml } from './page-head.ts';
import { pageShell } from './page-shell.ts';
import { linkHtml } from './rich-text-html.ts';

/** In which order a page shows the entries. */
export type EntryOrder = 'newest' | 'oldest';

/** What the page of a story is made from. */
export interface StoryPage extends PagePlace {
  readonly order: EntryOrder;
  /** Which revision of the story it shows. */
  readonly revision: number;
}

/** The running article: what is known now, then every entry under its day. */
export function storyPage(page: StoryPage): string {
  const { article, path, revision } = page;
  const { story } = article;
  // A story that is closed says nothing more: there is nothing to listen to.
  const events = story.state === 'live' ? html` data-events="${path}/events"` : undefined;
  return pageShell({
    title: story.headline,
    head: headHtml(page),
    body: html`<main id="story" data-revision="${revision}"${events}>
${mastheadHtml(page)}
${keyHtml(article)}
${correctionsHtml(article)}
${orderHtml(page)}
${daysHtml(page)}
</main>
${footerHtml(page)}`,
  });
}

/** `LIVE`, or `CLOSED` and when. */
export function stateHtml({ story }: Article): Html {
  return html`<span class="${story.state}">${stateWords(story)}</span>`;
}

function mastheadHtml(page: StoryPage): Html {
  const { article, path, order } = page;
  const { story, now, zoneWords } = article;
  const about = [
    story.byline !== undefined && bylineWords(story.byline),
    dateline(now, story.zone),
    `All times ${zoneWords}`,
  ];
  const fresh = html` <span>Updated ${timeHtml(now, article)}</span> <a class="refresh" href="${path}${order === 'oldest' && '?order=oldest'}">Refresh</a>`;
  return html`<header>
<p class="state">${stateHtml(article)}${story.state === 'live' && fresh}</p>
<h1 dir="auto">${story.headline}</h1>
<p class="meta" dir="auto">${joined(about, ' · ')}</p>
${story.picture && pictureHtml(story.picture, page)}
${story.lead !== undefined && html`<p class="lead" dir="auto">${story.lead}</p>`}
</header>`;
}

/** `By the Lindhavn Desk`. */
export function bylineWords(byline: string): string {
  return /^by /i.test(byline) ? byline : `By ${byline}`;
}

function keyHtml(article: Article): HtmlValue {
  const { keyDevelopments, story, now } = article;
  if (keyDevelopments.length === 0) return undefined;
  const asOf = story.keyDevelopmentsAt;
  return html`<section class="key" aria-labelledby="key"><h2 id="key">Key developments${
    asOf !== undefined && html` <span>(as of ${timeHtml(asOf, article, { now })})</span>`
  }</h2>
<ul>${keyDevelopments.map((line) => html`<li dir="auto">${keyLineHtml(line, article)}</li>\n`)}</ul></section>`;
}

function keyLineHtml({ text, number, publishedAt, correctedAt }: KeyLine, article: Article): HtmlValue {
  const { now } = article;
  return [
    html`<a href="#n${number}">${text}</a>`,
    publishedAt !== undefined && html` <small>(${timeHtml(publishedAt, article, { now })})</small>`,
    correctedAt !== undefined && html` <small>· corrected ${timeHtml(correctedAt, article, { now })}</small>`,
  ];
}

/** What was wrong, where nobody can miss it: the newest correction first. */
function correctionsHtml(article: Article): HtmlValue {
  const made = article.entries
    .flatMap((entry) =>
      entry.kind === 'shown' ? entry.corrections.map((correction) => ({ entry, correction })) : [],
    )
    .toSorted((a, b) => b.correction.at - a.correction.at);
  if (made.length === 0) return undefined;
  return html`<section class="corrections" aria-labelledby="corrections"><h2 id="corrections">${
    made.length === 1 ? 'Correction' : 'Corrections'
  }</h2>
<ul>${made.map((one) => html`<li dir="auto">${correctionHtml(one, article)}</li>\n`)}</ul></section>`;
}

interface Corrected {
  readonly entry: ShownEntry;
  readonly correction: ShownCorrection;
}

function correctionHtml({ entry, correction }: Corrected, article: Article): Html {
  const { now } = article;
  const words = `${sentence(correction.wrong)} ${sentence(correction.right)}`;
  return html`(${timeHtml(correction.at, article, { now })}) The ${timeHtml(entry.publishedAt, article, { now })} update, “<a href="#n${entry.number}">${entry.headline}</a>”, said that ${words}`;
}

function orderHtml({ path, order, article }: StoryPage): HtmlValue {
  const count = article.entries.filter(({ kind }) => kind === 'shown').length;
  if (article.entries.length === 0) return html`<p class="lead">No updates yet.</p>`;
  const link = (to: EntryOrder, words: string) =>
    html`<a href="${path}${to === 'oldest' && '?order=oldest'}"${to === order && html` aria-current="true"`}>${words}</a>`;
  return html`<nav aria-label="Order of updates"><span>${count} ${count === 1 ? 'update' : 'updates'}</span><span>${link('newest', 'Newest first')} ${link('oldest', 'Oldest first')}</span></nav>`;
}

/** The entries under a heading for each local day. */
function daysHtml(page: StoryPage): HtmlValue {
  const { entries, story } = page.article;
  const days = new Map<string, ArticleEntry[]>();
  for (const entry of page.order === 'newest' ? entries : entries.toReversed()) {
    const day = dateline(entry.publishedAt, story.zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, ofDay]) => [
    html`<h2 class="day">${day}</h2>\n`,
    ...ofDay.map((entry) => entryHtml(entry, page)),
  ]);
}

function footerHtml({ article, path }: PagePlace): Html {
  const { related, url } = article.story;
  return html`<footer>
${
  related.length > 0 &&
  html`<p dir="auto">Related: ${joined(
    related.map((one) => linkHtml(one.title, one.url)),
    ' · ',
  )}</p>`
}
${url !== undefined && html`<p>Full story: ${linkHtml(url, url)}</p>`}
<p>Follow: <a href="${path}.atom">Atom</a> · <a href="${path}.json">JSON Feed</a> · <a href="${path}.md">Markdown</a></p>
</footer>`;
}
