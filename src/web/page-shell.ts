import { createHash } from 'node:crypto';
import { defaultLanguage, directionOf, type Language } from '../domain/words/language.ts';
import { say } from '../domain/words/words.ts';
import { type Html, html, markup, ownMarkup } from './html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** One page for readers. */
export interface PageParts {
  /** The language of Dateline's own words, which is that of nearly the whole page. */
  readonly language: Language;
  readonly title: string;
  /** More for the head: canonical address, alternates, data for search engines. */
  readonly head: Html;
  /** `<main>` and what follows it. */
  readonly body: Html;
}

/**
 * What a page may do in a browser: use its own style, pictures and script, and read from its own server. Style and
 * script are named by their hashes, so nothing that gets into a page by mistake can run.
 */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(pageStyle)}'`,
  `script-src 'sha256-${sha256(pageScript)}'`,
  // The empty icon below is a data address.
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A whole HTML document. */
export function pageShell({ language, title, head, body }: PageParts): string {
  const heard = html` data-new="${say(language, 'pageNew')}" data-changed="${say(language, 'pageChanged')}" data-your-time="${say(language, 'pageYourTime')}"`;
  const document = html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${title}</title>
<link rel="icon" href="data:,"/>
${head}
<style>${ownMarkup(pageStyle)}</style>
</head>
<body${heard}>
<a class="skip" href="#story">${say(language, 'pageSkip')}</a>
${body}
<div id="news" class="skip" role="status"></div>
<script>${ownMarkup(pageScript)}</script>
</body>
</html>
`;
  return markup(document);
}

/** The page for an address without a story. */
export function missingPage(words: string): string {
  return pageShell({
    language: defaultLanguage,
    title: 'Not found',
    head: html`<meta name="robots" content="noindex"/>`,
    body: html`<main id="story"><h1 class="state">Not found</h1><p class="lead">${words}</p></main>`,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
