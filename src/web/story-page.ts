import { hasOwnBy, stateWords } from '../domain/compose/compose-lines.ts';
import { sentence } from '../domain/correction.ts';
import { dateline } from '../domain/time/timestamp.ts';
import type { Language } from '../domain/words/language.ts';
import { say } from '../domain/words/words.ts';
import type { Article, ArticleEntry, KeyLine, ShownCorrection, ShownEntry } from './article.ts';
import { apart, entryHtml, type PagePlace, pictureHtml, sayHtml, timeHtml } from './entry-html.ts';
import { type Html, type HtmlValue, html, joined } from './html.ts';
import { headHtml } from './page-head.ts';
import { pageShell } from './page-shell.ts';
import { linkHtml } from './rich-text-html.ts';

/** The order of the entries on a page. */
export type EntryOrder = 'newest' | 'oldest';

/** What the page of a story is made from. */
export interface StoryPage extends PagePlace {
  readonly order: EntryOrder;
  /** The revision of the story that it shows. */
  readonly revision: number;
}

/** The running article: what is known now, then every entry under its day. */
export function storyPage(page: StoryPage): string {
  const { article, path, revision } = page;
  const { story, language } = article;
  // A closed story has no more news, so there is nothing to listen to.
  const events = story.state === 'live' ? html` data-events="${path}/events"` : undefined;
  return pageShell({
    language,
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
export function stateHtml({ story, language }: Article): Html {
  return html`<span class="${story.state}">${stateWords(story, language)}</span>`;
}

function mastheadHtml(page: StoryPage): Html {
  const { article, path, order } = page;
  const { story, language, now, zoneWords } = article;
  const about = [
    story.byline !== undefined && bylineWords(story.byline, language),
    dateline(now, story.zone, language),
    say(language, 'allTimes', { zone: zoneWords }),
  ];
  const updated = sayHtml(article, 'updated', { time: timeHtml(now, article) });
  const fresh = html` <span>${updated}</span> <a class="refresh" href="${path}${order === 'oldest' && '?order=oldest'}">${say(language, 'pageRefresh')}</a>`;
  return html`<header>
<p class="state">${stateHtml(article)}${story.state === 'live' && fresh}</p>
<h1 dir="auto">${story.headline}</h1>
<p class="meta" dir="auto">${joined(about, ' · ')}</p>
${story.picture && pictureHtml(story.picture, page)}
${story.lead !== undefined && html`<p class="lead" dir="auto">${story.lead}</p>`}
</header>`;
}

/** `By the Lindhavn Desk`. */
export function bylineWords(byline: string, language: Language): string {
  return hasOwnBy(byline, language) ? byline : say(language, 'byline', { byline });
}

function keyHtml(article: Article): HtmlValue {
  const { keyDevelopments, story, language, now } = article;
  if (keyDevelopments.length === 0) return undefined;
  const asOf = story.keyDevelopmentsAt;
  return html`<section class="key" aria-labelledby="key"><h2 id="key">${say(language, 'keyDevelopments')}${
    asOf !== undefined &&
    html` <span>${sayHtml(article, 'asOf', { time: timeHtml(asOf, article, { now }) })}</span>`
  }</h2>
<ul>${keyDevelopments.map((line) => html`<li dir="auto">${keyLineHtml(line, article)}</li>\n`)}</ul></section>`;
}

function keyLineHtml({ text, number, publishedAt, correctedAt }: KeyLine, article: Article): HtmlValue {
  const { now } = article;
  return [
    html`<a href="#n${number}">${text}</a>`,
    publishedAt !== undefined && html` <small>(${timeHtml(publishedAt, article, { now })})</small>`,
    correctedAt !== undefined &&
      html` <small>· ${sayHtml(article, 'bulletCorrected', { time: timeHtml(correctedAt, article, { now }) })}</small>`,
  ];
}

/** Corrections at the top, where nobody can miss them, newest first. */
function correctionsHtml(article: Article): HtmlValue {
  const made = article.entries
    .flatMap((entry) =>
      entry.kind === 'shown' ? entry.corrections.map((correction) => ({ entry, correction })) : [],
    )
    .toSorted((a, b) => b.correction.at - a.correction.at);
  if (made.length === 0) return undefined;
  return html`<section class="corrections" aria-labelledby="corrections"><h2 id="corrections">${say(
    article.language,
    'pageCorrections',
    { count: made.length },
  )}</h2>
<ul>${made.map((one) => html`<li dir="auto">${correctionHtml(one, article)}</li>\n`)}</ul></section>`;
}

interface Corrected {
  readonly entry: ShownEntry;
  readonly correction: ShownCorrection;
}

function correctionHtml({ entry, correction }: Corrected, article: Article): Html {
  const { now } = article;
  const words = sayHtml(article, 'correctionOf', {
    made: timeHtml(correction.at, article, { now }),
    posted: timeHtml(entry.publishedAt, article, { now }),
    headline: html`<a href="#n${entry.number}">${apart(entry.headline)}</a>`,
    wrong: html`${sentence(correction.wrong)}`,
    right: html`${sentence(correction.right)}`,
  });
  return html`${words}`;
}

function orderHtml({ path, order, article }: StoryPage): HtmlValue {
  const count = article.entries.filter(({ kind }) => kind === 'shown').length;
  const { language } = article;
  if (article.entries.length === 0) return html`<p class="lead">${say(language, 'noUpdatesYet')}</p>`;
  const link = (to: EntryOrder, words: string) =>
    html`<a href="${path}${to === 'oldest' && '?order=oldest'}"${to === order && html` aria-current="true"`}>${words}</a>`;
  const links = html`${link('newest', say(language, 'pageNewest'))} ${link('oldest', say(language, 'pageOldest'))}`;
  return html`<nav aria-label="${say(language, 'pageOrder')}"><span>${say(language, 'pageUpdates', { count })}</span><span>${links}</span></nav>`;
}

/** The entries under a heading for each local day. */
function daysHtml(page: StoryPage): HtmlValue {
  const { entries, story, language } = page.article;
  const days = new Map<string, ArticleEntry[]>();
  for (const entry of page.order === 'newest' ? entries : entries.toReversed()) {
    const day = dateline(entry.publishedAt, story.zone, language);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, ofDay]) => [
    html`<h2 class="day">${day}</h2>\n`,
    ...ofDay.map((entry) => entryHtml(entry, page)),
  ]);
}

function footerHtml({ article, path }: PagePlace): Html {
  const { language, story } = article;
  const { related, url } = story;
  return html`<footer>
${
  related.length > 0 &&
  html`<p dir="auto">${say(language, 'related')} ${joined(
    related.map((one) => linkHtml(one.title, one.url)),
    ' · ',
  )}</p>`
}
${url !== undefined && html`<p>${say(language, 'fullStory')} ${linkHtml(url, url)}</p>`}
<p>${say(language, 'pageFollow')} <a href="${path}.atom">Atom</a> · <a href="${path}.json">JSON Feed</a> · <a href="${path}.md">Markdown</a></p>
</footer>`;
}
