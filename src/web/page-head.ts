import type { Picture } from '../domain/picture.ts';
import { plainText } from '../domain/text/plain-text.ts';
import { inOneLine } from '../domain/text/same-text.ts';
import type { Article, ArticleEntry } from './article.ts';
import type { PagePlace } from './entry-html.ts';
import { headlineWords } from './headline-words.ts';
import { type Html, html, jsonData } from './html.ts';
import { liveBlogPosting } from './json-ld.ts';
import { mediaUrl } from './media-url.ts';

/** Search engines and chats cut off longer descriptions. */
const descriptionLength = 200;

/** What search engines, feed readers and link previews read of a page. */
export function headHtml(place: PagePlace): Html {
  const { article } = place;
  const { story, language, url, entries } = article;
  const newest = entries.find((entry) => entry.kind === 'shown');
  const about = {
    title: story.headline,
    url,
    description: story.lead ?? (newest && headlineWords(newest, language)),
    picture: story.picture,
  };
  return html`${socialHtml(about, article)}
${alternatesHtml(place)}
<script type="application/ld+json">${jsonData(liveBlogPosting(article))}</script>`;
}

/** The same for the page of one entry. A held or killed one is kept out of search engines. */
export function entryHeadHtml(entry: ArticleEntry, place: PagePlace): Html {
  const { article } = place;
  if (entry.kind !== 'shown') {
    return html`<meta name="robots" content="noindex"/>\n<link rel="canonical" href="${entry.url}"/>`;
  }
  const { url, body, picture } = entry;
  const title = headlineWords(entry, article.language);
  const about = { title, url, description: plainText(body), picture: picture ?? article.story.picture };
  return html`${socialHtml(about, article)}
${alternatesHtml(place)}
<link rel="alternate" type="application/vnd.iptc.ninjs+json" href="${place.path}/${entry.number}.ninjs.json"/>`;
}

interface Preview {
  readonly title: string;
  readonly url: string;
  readonly description: string | undefined;
  readonly picture: Picture | undefined;
}

function socialHtml({ title, url, description, picture }: Preview, article: Article): Html {
  const words = description === undefined ? '' : clipped(inOneLine(description));
  return html`<link rel="canonical" href="${url}"/>
${words !== '' && html`<meta name="description" content="${words}"/>\n<meta property="og:description" content="${words}"/>`}
<meta property="og:type" content="article"/>
<meta property="og:title" content="${title}"/>
<meta property="og:url" content="${url}"/>
${picture && html`<meta property="og:image" content="${mediaUrl(article.url, picture)}"/>\n<meta property="og:image:alt" content="${picture.alt ?? ''}"/>`}
<meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}"/>`;
}

function alternatesHtml({ path, article }: PagePlace): Html {
  const { headline } = article.story;
  return html`<link rel="alternate" type="application/atom+xml" title="${headline}" href="${path}.atom"/>
<link rel="alternate" type="application/feed+json" title="${headline}" href="${path}.json"/>
<link rel="alternate" type="text/markdown" href="${path}.md"/>`;
}

/** Cut at the end of a word, or after a whole character in languages without spaces. */
function clipped(words: string): string {
  if (words.length <= descriptionLength) return words;
  const cut = words.slice(0, descriptionLength);
  const end = cut.lastIndexOf(' ');
  return `${end > descriptionLength / 2 ? cut.slice(0, end) : cut.replace(/\p{Surrogate}$/u, '')}…`;
}
