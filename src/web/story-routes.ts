import type { Writable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSlug } from '../domain/slug.ts';
import type { Instant } from '../domain/time/instant.ts';
import { StoreUnavailable, type StoryRecords } from '../newsroom/records.ts';
import type { ArticleEntry } from './article.ts';
import { entryPage } from './entry-page.ts';
import { atomFeed, jsonFeed } from './feeds.ts';
import { createLiveReaders, type LiveReaders } from './live.ts';
import { ninjs } from './ninjs.ts';
import { missingPage, pagePolicy } from './page-shell.ts';
import { createRendered, encodingFor, isKnown, type Rendered } from './rendered.ts';
import { parseEntryFile, parseStoryName, type StoryForm } from './story-address.ts';
import { storyMarkdown } from './story-markdown.ts';
import { createStoryMedia } from './story-media.ts';
import { type EntryOrder, storyPage } from './story-page.ts';
import { createStoryRevisions, type StoryRevision } from './story-revisions.ts';
import { createStoryVersions } from './story-versions.ts';

/** What {@link addStoryPages} needs. */
export interface StoryPagesDeps {
  /** The root address for readers from outside, without a slash at its end: `https://news.example`. */
  readonly publicUrl: string;
  readonly stories: Pick<StoryRecords, 'find' | 'entries' | 'version'>;
  /** Reads the bytes of a stored picture; undefined when they are not kept. */
  readonly loadMedia: (mediaId: string) => Promise<Uint8Array | undefined>;
  readonly now: () => Instant;
  /** How readers listen; the defaults are for production. */
  readonly live?: { readonly maxReaders: number; readonly pollMs: number; readonly heartbeatMs: number };
}

const usualLive = { maxReaders: 10_000, pollMs: 1_000, heartbeatMs: 20_000 };

/** Fetched again after some seconds, while the old one may still be shown. */
const briefly = 'public, max-age=5, stale-while-revalidate=30';

/** A picture never changes under its address, but a withdrawn one must soon leave the caches in between. */
const longInBrowsers = 'public, max-age=31536000, s-maxage=300, immutable';

const html = 'text/html; charset=utf-8';

type Asked<Params extends string> = FastifyRequest<{
  Params: Record<Params, string>;
  Querystring: { order?: string | string[] };
}>;

/** Everything that the routes share. */
interface Pages {
  readonly path: string;
  readonly revisionOf: (slug: string) => Promise<StoryRevision | undefined>;
  readonly mediaOf: ReturnType<typeof createStoryMedia>;
  readonly live: LiveReaders;
}

/**
 * Adds the pages for readers: a story at `/s/:slug`, its feeds beside it, and its entries, pictures and events below
 * it. Everything is made once per revision of the story and then sent from memory.
 */
export function addStoryPages(app: FastifyInstance, deps: StoryPagesDeps): void {
  const { stories, publicUrl, now, loadMedia } = deps;
  const versions = createStoryVersions(stories, now);
  const live = createLiveReaders({ versions, ...(deps.live ?? usualLive) });
  app.addHook('preClose', async () => live.close());
  const pages: Pages = {
    path: new URL(publicUrl).pathname.replace(/\/$/, ''),
    revisionOf: createStoryRevisions({ stories, versions, publicUrl }),
    mediaOf: createStoryMedia(loadMedia),
    live,
  };
  app.get('/s/:name', (request: Asked<'name'>, reply) =>
    unlessDown(reply, () => sendStory(pages, request, reply)),
  );
  app.get('/s/:slug/:name', (request: Asked<'slug' | 'name'>, reply) =>
    unlessDown(reply, () => sendEntry(pages, request, reply)),
  );
  app.get('/s/:slug/media/:id', (request: Asked<'slug' | 'id'>, reply) =>
    unlessDown(reply, () => sendMedia(pages, request, reply)),
  );
  app.get('/s/:slug/events', { exposeHeadRoute: false }, (request: Asked<'slug'>, reply) =>
    unlessDown(reply, () => sendEvents(pages, request, reply)),
  );
}

async function sendStory(pages: Pages, request: Asked<'name'>, reply: FastifyReply): Promise<FastifyReply> {
  const named = parseStoryName(request.params.name);
  const revision = named && (await pages.revisionOf(named.slug));
  if (named === undefined || revision === undefined) return sendMissing(reply);
  const order = request.query.order === 'oldest' ? 'oldest' : 'newest';
  return send(request, reply, renderStory(revision, { form: named.form, order, path: pages.path }));
}

interface StoryView {
  readonly form: StoryForm;
  readonly order: EntryOrder;
  /** The path of the public address. */
  readonly path: string;
}

function renderStory(revision: StoryRevision, { form, order, path }: StoryView): Rendered {
  const { article, version } = revision;
  switch (form) {
    case 'html': {
      const page = { article, path: `${path}/s/${article.story.slug}`, order, revision: version };
      return revision.rendered(`html ${order}`, html, () => storyPage(page));
    }
    case 'atom':
      return revision.rendered(form, 'application/atom+xml; charset=utf-8', () => atomFeed(article));
    case 'json':
      return revision.rendered(form, 'application/feed+json; charset=utf-8', () => jsonFeed(article));
    case 'md':
      return revision.rendered(form, 'text/markdown; charset=utf-8', () => storyMarkdown(article));
  }
}

async function sendEntry(
  pages: Pages,
  request: Asked<'slug' | 'name'>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { slug, name } = request.params;
  const named = parseEntryFile(name);
  const revision = named && (await revisionNamed(pages, slug));
  const entry = revision?.article.entries.find(({ number }) => number === named?.number);
  if (named === undefined || revision === undefined || entry === undefined) return sendMissing(reply);
  const path = `${pages.path}/s/${slug}`;
  return send(
    request,
    reply,
    named.form === 'html' ? entryHtmlOf(revision, entry, path) : ninjsOf(revision, entry),
  );
}

function entryHtmlOf(revision: StoryRevision, entry: ArticleEntry, path: string): Rendered {
  const { article } = revision;
  return revision.rendered(`entry ${entry.number}`, html, () => entryPage(entry, { article, path }));
}

function ninjsOf(revision: StoryRevision, entry: ArticleEntry): Rendered {
  return revision.rendered(`ninjs ${entry.number}`, 'application/json; charset=utf-8', () =>
    JSON.stringify(ninjs(entry, revision.article)),
  );
}

async function sendMedia(
  pages: Pages,
  request: Asked<'slug' | 'id'>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { slug, id } = request.params;
  const revision = await revisionNamed(pages, slug);
  const media = revision && (await pages.mediaOf(revision.article, id));
  if (media === undefined) return sendMissing(reply);
  const etag = `"${id}"`;
  reply.headers({ 'cache-control': longInBrowsers, 'cross-origin-resource-policy': 'cross-origin', etag });
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(media.mimeType).send(media.bytes);
}

async function sendEvents(pages: Pages, request: Asked<'slug'>, reply: FastifyReply): Promise<FastifyReply> {
  const revision = await revisionNamed(pages, request.params.slug);
  if (revision === undefined) return sendMissing(reply);
  const { story } = revision.article;
  // 204 tells a browser not to reconnect: a closed story has no more news.
  if (story.state === 'closed') return reply.code(204).send();
  const known = Number(request.headers['last-event-id'] ?? Number.NaN);
  const isIn = pages.live.join({
    slug: story.slug,
    known: Number.isNaN(known) ? undefined : known,
    begin: () => beginEvents(reply),
  });
  if (!isIn)
    return reply.code(503).header('retry-after', '60').send({ error: 'No place is left to listen.' });
  return reply.hijack();
}

/** Turns the answer into a stream of server-sent events. */
function beginEvents(reply: FastifyReply): Writable {
  // Proxies such as nginx buffer small writes unless told not to.
  reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  return raw;
}

async function revisionNamed(pages: Pages, slug: string): Promise<StoryRevision | undefined> {
  return isSlug(slug) ? pages.revisionOf(slug) : undefined;
}

/** Sends a rendering, compressed as the reader accepts it, or 304 if the reader has it already. */
async function send(request: FastifyRequest, reply: FastifyReply, rendered: Rendered): Promise<FastifyReply> {
  const { etag, contentType } = rendered;
  reply.headers({ 'cache-control': briefly, vary: 'accept-encoding', etag });
  if (contentType === html) reply.header('content-security-policy', pagePolicy);
  // Formats other than pages are for programs, including those that run in browsers.
  else reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const plain = await rendered.bytes('identity');
  const encoding = encodingFor(request.headers['accept-encoding'], plain.length);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(contentType).send(await rendered.bytes(encoding));
}

const missing = createRendered(missingPage('There is no such story or update here.'), html);

async function sendMissing(reply: FastifyReply): Promise<FastifyReply> {
  reply.headers({ 'cache-control': 'public, max-age=5', 'content-security-policy': pagePolicy });
  return reply
    .code(404)
    .type(html)
    .send(await missing.bytes('identity'));
}

/** While the records do not answer, readers are asked to come back. */
async function unlessDown(reply: FastifyReply, answer: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    reply.headers({ 'retry-after': '10', 'content-security-policy': pagePolicy });
    return reply
      .code(503)
      .type(html)
      .send(missingPage('The story cannot be read at this moment. Please try again soon.'));
  }
}
