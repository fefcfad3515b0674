import type { Picture } from '../domain/picture.ts';
import { plainText } from '../domain/text/plain-text.ts';
import type { Article, ShownCorrection, ShownEntry } from './article.ts';
import { isoTime } from './iso-time.ts';
import { mediaUrl } from './media-url.ts';

/** A node of linked data. */
export type Node = Readonly<Record<string, unknown>>;

/** Search engines look at the newest; hundreds of entries should not be sent twice. */
const maxUpdates = 100;

/**
 * A story as schema.org's LiveBlogPosting (https://schema.org/LiveBlogPosting), with a BlogPosting for each entry.
 * Held and killed entries are left out.
 */
export function liveBlogPosting(article: Article): Node {
  const { story, language, url, now, entries } = article;
  const shown = entries.filter((entry) => entry.kind === 'shown');
  return {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': url,
    url,
    mainEntityOfPage: url,
    inLanguage: language,
    headline: story.headline,
    description: story.lead,
    datePublished: isoTime(story.openedAt, story.zone),
    dateModified: isoTime(now, story.zone),
    coverageStartTime: isoTime(story.openedAt, story.zone),
    coverageEndTime: story.closedAt === undefined ? undefined : isoTime(story.closedAt, story.zone),
    author: author(article),
    publisher: { '@type': 'Organization', name: new URL(url).host },
    image: story.picture && image(story.picture, article),
    liveBlogUpdate: shown.slice(0, maxUpdates).map((entry) => blogPosting(entry, article)),
  };
}

function blogPosting(entry: ShownEntry, article: Article): Node {
  const { zone } = article.story;
  return {
    '@type': 'BlogPosting',
    '@id': entry.url,
    url: entry.url,
    headline: entry.headline,
    articleBody: plainText(entry.body) || entry.headline,
    datePublished: isoTime(entry.publishedAt, zone),
    dateModified: isoTime(entry.changedAt, zone),
    author: author(article),
    image: entry.picture && image(entry.picture, article),
    correction:
      entry.corrections.length === 0 ? undefined : entry.corrections.map((one) => correction(one, zone)),
  };
}

function correction({ at, words }: ShownCorrection, zone: string): Node {
  return { '@type': 'CorrectionComment', text: words, datePublished: isoTime(at, zone) };
}

/** A byline may name a person, several people, or a desk; this says only what holds for all of them. */
function author({ story }: Article): Node | undefined {
  return story.byline === undefined ? undefined : { '@type': 'Organization', name: story.byline };
}

function image(picture: Picture, { url }: Article): Node {
  const { mimeType, credit, alt } = picture;
  return {
    '@type': 'ImageObject',
    url: mediaUrl(url, picture),
    encodingFormat: mimeType,
    creditText: credit,
    caption: alt,
  };
}
