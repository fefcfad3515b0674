import { dateline } from '../domain/time/timestamp.ts';
import { say } from '../domain/words/words.ts';
import type { ArticleEntry } from './article.ts';
import { type PagePlace, textHtml, timeHtml } from './entry-html.ts';
import { headlineWords } from './headline-words.ts';
import { type Html, html, joined } from './html.ts';
import { entryHeadHtml } from './page-head.ts';
import { pageShell } from './page-shell.ts';
import { bylineWords, stateHtml } from './story-page.ts';

/** The page of one entry, for links from chat: the entry as it is now, and a link to the whole story. */
export function entryPage(entry: ArticleEntry, place: PagePlace): string {
  const { story, language } = place.article;
  const isFlash = entry.kind === 'shown' && entry.urgency === 'flash';
  const title =
    entry.kind === 'shown' ? headlineWords(entry, language) : `${story.headline} #${entry.number}`;
  return pageShell({
    language,
    title,
    head: entryHeadHtml(entry, place),
    body: html`<main id="story">
<p class="state">${stateHtml(place.article)} <a href="${place.path}#n${entry.number}" dir="auto">${story.headline}</a>${isFlash && html` <span class="flash">${say(language, 'pageFlash')}</span>`}</p>
${entryBody(entry, place)}
</main>
<footer><p><a href="${place.path}#n${entry.number}">${say(language, 'pageWhole')}</a></p></footer>`,
  });
}

function entryBody(entry: ArticleEntry, place: PagePlace): Html {
  const { article } = place;
  const { story, language } = article;
  const about = [
    entry.kind === 'shown' && story.byline !== undefined && bylineWords(story.byline, language),
    dateline(entry.publishedAt, story.zone, language),
    timeHtml(entry.publishedAt, article, { withLabel: true }),
  ];
  const meta = html`<p class="meta" dir="auto">${joined(about, ' · ')}</p>`;
  if (entry.kind !== 'shown') {
    return html`<h1 dir="auto">${story.headline} #${entry.number}</h1>${meta}<p class="notice" dir="auto">${entry.words}</p>`;
  }
  return html`<h1 dir="auto">${entry.headline}</h1>${meta}${textHtml(entry, place)}`;
}
