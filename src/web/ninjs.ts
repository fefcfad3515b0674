import type { Urgency } from '../domain/entry.ts';
import { cleanText } from '../domain/text/clean-text.ts';
import { plainText } from '../domain/text/plain-text.ts';
import type { Article, ArticleEntry, ShownEntry } from './article.ts';
import { html, markup } from './html.ts';
import { isoTime } from './iso-time.ts';
import type { Node } from './json-ld.ts';
import { mediaUrl } from './media-url.ts';
import { richTextHtml } from './rich-text-html.ts';

/** IPTC's scale from 1, the highest, to 9. */
const urgencies: Readonly<Record<Urgency, number>> = { flash: 1, normal: 4, quiet: 6 };

const statuses = { shown: 'usable', held: 'withheld', killed: 'canceled' } as const;

/**
 * One entry as IPTC ninjs 1.6 (https://iptc.org/std/ninjs/ninjs-schema_1.6.json). Its `version` counts the entry's
 * revisions. A held or killed entry has no headline and no body, and says why in `ednote`.
 */
export function ninjs(entry: ArticleEntry, article: Article): Node {
  const { story } = article;
  return {
    $standard: {
      name: 'ninjs',
      version: '1.6',
      schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json#',
    },
    uri: entry.url,
    type: 'text',
    version: String(entry.version),
    firstcreated: isoTime(entry.publishedAt, story.zone),
    versioncreated: isoTime(entry.changedAt, story.zone),
    pubstatus: statuses[entry.kind],
    language: article.language,
    slugline: story.slug,
    altids: { dateline: `${story.slug}/${entry.number}` },
    ...(entry.kind === 'shown' ? shown(entry, article) : { ednote: cleanText(entry.words) }),
  };
}

function shown(entry: ShownEntry, article: Article): Node {
  const { story, url } = article;
  const { headline, body, source, picture, corrections } = entry;
  return {
    urgency: urgencies[entry.urgency],
    headline: cleanText(headline),
    ...(story.byline !== undefined && { byline: cleanText(story.byline) }),
    body_text: plainText(body),
    body_xhtml: markup(html`<div>${richTextHtml(body)}</div>`),
    ...(source !== undefined && { infosource: [{ name: cleanText(source) }] }),
    ...(corrections.length > 0 && { ednote: cleanText(corrections.map(({ words }) => words).join(' ')) }),
    ...(picture && {
      associations: {
        picture: {
          uri: mediaUrl(url, picture),
          type: 'picture',
          ...(picture.credit !== undefined && { byline: cleanText(picture.credit) }),
          ...(picture.alt !== undefined && { description_text: cleanText(picture.alt) }),
          renditions: {
            main: { href: mediaUrl(url, picture), mimetype: picture.mimeType },
          },
        },
      },
    }),
  };
}
