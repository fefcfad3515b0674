import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Story } from '../../../src/domain/story.ts';
import { StoreUnavailable } from '../../../src/newsroom/records.ts';
import type { Store } from '../../../src/storage/store.ts';
import { createWebServer, type WebServer } from '../../../src/web/server.ts';
import { addStoryPages, type StoryPagesDeps } from '../../../src/web/story-routes.ts';
import { testStore } from '../../support/store.ts';
import { listenTo } from '../../support/web/event-reader.ts';
import { attacks, hostileEntries, hostileStory } from '../../support/web/hostile.ts';
import { elementsNamed } from '../../support/web/html-reader.ts';
import { strike, strikeEntries } from '../../support/web/strike.ts';
import { tellStory } from '../../support/web/tell-story.ts';
import { checkAtom } from '../../support/web/validators.ts';

const slug = 'lindhavn-ferries';
const page = `/s/${slug}`;
const gif = Buffer.from('GIF89a\u0001\u0000');

interface Site extends WebServer {
  readonly store: Store;
  readonly retitle: (headline: string) => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

/** A web server with the strike's pages over a real store; stopped with the test. */
async function site(changes: Partial<StoryPagesDeps> = {}): Promise<Site> {
  const store = testStore();
  await tellStory(store.stories, strike, strikeEntries);
  const server = createWebServer({
    host: '127.0.0.1',
    port: 0,
    readiness: () => ({ ready: true, reasons: [] }),
  });
  const images = new Map(['dawn', 'ship', 'rumour', 'elsewhere'].map((id) => [id, gif]));
  addStoryPages(server.app, {
    publicUrl: 'https://news.example',
    stories: store.stories,
    loadMedia: async (id) => images.get(id),
    // A clock that always says that a second has passed: every request looks at the records.
    now: (() => {
      let now = 0;
      return () => (now += 1_000);
    })(),
    live: { maxReaders: 20, pollMs: 10, heartbeatMs: 20 },
    ...changes,
  });
  onTestFinished(() => server.stop());
  const edit = (callId: string, story: Partial<Story>) =>
    store.stories.change({ slug, callId }, (file) => ({ story: { ...file.story, ...story }, events: [] }));
  return {
    ...server,
    store,
    retitle: (headline) => edit(headline, { headline }),
    close: () => edit('close', { state: 'closed', closedAt: Date.now() }),
  };
}

describe('the addresses of a story', () => {
  it.each([
    ['', 'text/html; charset=utf-8', '<h1 dir="auto">Lindhavn ferry strike</h1>'],
    ['?order=oldest', 'text/html; charset=utf-8', 'aria-current'],
    ['/', 'text/html; charset=utf-8', `<link rel="canonical" href="https://news.example${page}"/>`],
    ['/7/', 'text/html; charset=utf-8', `<link rel="canonical" href="https://news.example${page}/7"/>`],
    ['.atom', 'application/atom+xml; charset=utf-8', '<feed xmlns="http://www.w3.org/2005/Atom">'],
    ['.json', 'application/feed+json; charset=utf-8', 'jsonfeed.org/version/1.1'],
    ['.md', 'text/markdown; charset=utf-8', '# Lindhavn ferry strike'],
    ['/7', 'text/html; charset=utf-8', '<h1 dir="auto">Port chief: ferries stay in port</h1>'],
    ['/8', 'text/html; charset=utf-8', 'On hold'],
    ['/7.ninjs.json', 'application/json; charset=utf-8', '"pubstatus":"usable"'],
    ['/6.ninjs.json', 'application/json; charset=utf-8', '"pubstatus":"canceled"'],
  ])('%s', async (ending, type, content) => {
    const { app } = await site();
    const response = await app.inject(page + ending);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, type]);
    expect(response.body).toContain(content);
    expect(response.headers['cache-control']).toBe('public, max-age=5, stale-while-revalidate=30');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    '/s/nowhere',
    '/s/nowhere.atom',
    '/s/nowhere/1',
    '/s/nowhere/events',
    '/s/nowhere/media/dawn',
    '/s/Lindhavn-Ferries',
    '/s/..%2f..%2fetc%2fpasswd',
    `${page}.rss`,
    `${page}/9`,
    `${page}/10`,
    `${page}/10.ninjs.json`,
    `${page}/99`,
    `${page}/x`,
    `${page}/%0d%0aset-cookie:a=1`,
    `${page}/media/elsewhere`,
    `${page}/media/rumour`,
    `${page}/media/..%2fdawn`,
  ])('%s leads to a plain page that says so', async (path) => {
    const { app } = await site();
    const response = await app.inject(path);
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(response.body).toContain('There is no such story or update here.');
    expect(response.headers).not.toHaveProperty('set-cookie');
  });

  it('are absent without the pages', async () => {
    const { app, stop } = createWebServer({
      host: '127.0.0.1',
      port: 0,
      readiness: () => ({ ready: true, reasons: [] }),
    });
    onTestFinished(stop);
    expect((await app.inject(page)).statusCode).toBe(404);
  });

  it('show a newer revision with the next request', async () => {
    const { app, retitle } = await site();
    await app.inject(page);
    await retitle('Strike is over');
    expect((await app.inject(page)).body).toContain('<h1 dir="auto">Strike is over</h1>');
    expect((await app.inject(`${page}.md`)).body).toContain('# Strike is over');
  });

  it('are below the path of the public address', async () => {
    const { app } = await site({ publicUrl: 'https://news.example/wire' });
    const { body } = await app.inject(page);
    expect(body).toContain(`data-events="/wire/s/${slug}/events"`);
    expect(body).toContain(`<link rel="canonical" href="https://news.example/wire/s/${slug}"/>`);
  });
});

describe('what is sent', () => {
  it('is packed as the reader can take it', async () => {
    const { app } = await site();
    const asked = await Promise.all(
      [undefined, 'gzip', 'gzip, br'].map((accept) =>
        app.inject({ url: page, headers: accept === undefined ? {} : { 'accept-encoding': accept } }),
      ),
    );
    const [plain, gzip, br] = asked;
    expect(asked.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect(asked.map(({ headers }) => headers['vary'])).toEqual(Array(3).fill('accept-encoding'));
    expect(gunzipSync(gzip?.rawPayload ?? '').toString()).toBe(plain?.body);
    expect(brotliDecompressSync(br?.rawPayload ?? '').toString()).toBe(plain?.body);
  });

  it('is word that nothing changed, until something did', async () => {
    const { app, retitle } = await site();
    const { headers } = await app.inject(page);
    const again = () => app.inject({ url: page, headers: { 'if-none-match': String(headers.etag) } });
    const unchanged = await again();
    expect([unchanged.statusCode, unchanged.body, unchanged.headers.etag]).toEqual([304, '', headers.etag]);
    await retitle('Strike is over');
    expect((await again()).statusCode).toBe(200);
  });

  it('is the head alone to those who ask for it', async () => {
    const { app } = await site();
    const response = await app.inject({ method: 'HEAD', url: page });
    expect([response.statusCode, response.body]).toEqual([200, '']);
  });

  it('is a page that runs nothing but its own script, and feeds that any program may read', async () => {
    const { app } = await site();
    const [html, json] = await Promise.all([app.inject(page), app.inject(`${page}.json`)]);
    expect(html.headers['content-security-policy']).toMatch(/script-src 'sha256-[\w+/=]+';/);
    expect(html.headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(json.headers['access-control-allow-origin']).toBe('*');
    expect(json.headers['content-security-policy']).toContain("default-src 'none'; base-uri");
  });

  it('is the last revision while the records do not answer, and a word of patience without one', async () => {
    let isDown = false;
    const { stories } = testStore();
    await tellStory(stories, strike, strikeEntries);
    const version = (name: string) =>
      isDown ? Promise.reject(new StoreUnavailable(new Error('down'))) : stories.version(name);
    const { app } = await site({
      stories: { ...stories, find: stories.find, entries: stories.entries, version },
    });
    await app.inject(page);
    isDown = true;
    expect((await app.inject(page)).statusCode).toBe(200);
    const unknown = await app.inject('/s/other');
    expect([unknown.statusCode, unknown.headers['retry-after'], unknown.headers['cache-control']]).toEqual([
      503,
      '10',
      'no-store',
    ]);
  });
});

describe('a picture', () => {
  it('of the story or of an entry that is shown is kept long by browsers, and not long on the way', async () => {
    const { app } = await site();
    for (const [id, type] of [
      ['dawn', 'image/jpeg'],
      ['ship', 'image/png'],
    ]) {
      const response = await app.inject(`${page}/media/${id}`);
      expect([response.statusCode, response.headers['content-type']]).toEqual([200, type]);
      expect(response.rawPayload).toEqual(gif);
      expect(response.headers['cache-control']).toBe('public, max-age=31536000, s-maxage=300, immutable');
      const again = await app.inject({
        url: `${page}/media/${id}`,
        headers: { 'if-none-match': String(response.headers.etag) },
      });
      expect(again.statusCode).toBe(304);
    }
  });

  it('is read once', async () => {
    let reads = 0;
    const { app } = await site({ loadMedia: async () => ((reads += 1), gif) });
    await Promise.all([1, 2, 3].map(() => app.inject(`${page}/media/dawn`)));
    await app.inject(`${page}/media/dawn`);
    expect(reads).toBe(1);
  });

  it.each(['text/html', 'image/svg+xml', 'image/png\r\nset-cookie: a=1'])(
    'of the type %j is not sent',
    async (mimeType) => {
      const { app, store } = await site();
      await store.stories.change({ slug, callId: 'picture' }, ({ story }) => ({
        story: { ...story, picture: { mediaId: 'dawn', mimeType } },
        events: [],
      }));
      expect((await app.inject(`${page}/media/dawn`)).statusCode).toBe(404);
    },
  );
});

describe('hostile text', () => {
  it.each(attacks)('comes out of every address whole, and ends no header: %j', async (attack) => {
    const { app, store } = await site();
    const address = 'javascript:alert(1)';
    const entries = hostileEntries(attack, address).map((entry) => ({ ...entry, slug: 'attacked' }));
    await tellStory(store.stories, { ...hostileStory(attack, address), slug: 'attacked' }, entries);
    const answers = await Promise.all(
      ['', '/1', '/2', '.md', '.atom', '.json', '/1.ninjs.json', '/3.ninjs.json'].map((ending) =>
        app.inject(`/s/attacked${ending}`),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    for (const { headers } of answers) expect(headers).not.toHaveProperty('set-cookie');
    const [story, entry, held, , atom, ...jsons] = answers.map(({ body }) => body);
    for (const html of [story, entry, held]) {
      const scripts = elementsNamed(html ?? '', 'script').filter(({ text }) => text.includes('alert'));
      expect(scripts.filter(({ attributes }) => attributes['type'] !== 'application/ld+json')).toEqual([]);
      expect(html).not.toMatch(/<img src="?x|href="javascript/i);
    }
    checkAtom(atom ?? '');
    for (const json of jsons) expect(() => JSON.parse(json)).not.toThrow();
  });
});

describe('those who listen', () => {
  it('hear of every revision', async () => {
    const { start, retitle } = await site();
    const reader = await listenTo(`${await start()}${page}/events`);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    await reader.until('event: revision');
    const before = Number(/data: (\d+)/.exec(reader.text())?.[1]);
    await retitle('Strike is over');
    await reader.until(`id: ${before + 1}\nevent: revision\ndata: ${before + 1}\n\n`);
  });

  it('hear the number of the revision that the page then shows', async () => {
    const { app, start, retitle } = await site();
    const reader = await listenTo(`${await start()}${page}/events`);
    await retitle('Strike is over');
    const { body } = await app.inject(page);
    const shown = /data-revision="(\d+)"/.exec(body)?.[1];
    await reader.until(`data: ${shown}\n\n`);
  });

  it('and come back knowing the revision are told nothing but that the line is open', async () => {
    const { start, app } = await site();
    const address = await start();
    const first = await listenTo(`${address}${page}/events`);
    await first.until('event: revision');
    const known = /data-revision="(\d+)"/.exec((await app.inject(page)).body)?.[1] ?? '';
    const again = await listenTo(`${address}${page}/events`, { 'last-event-id': known });
    await again.until(':\n\n:\n\n');
    expect(again.text()).not.toContain('revision');
  });

  it('are so many and no more, on one look at the records each time', async () => {
    const { stories } = testStore();
    await tellStory(stories, strike, strikeEntries);
    let looks = 0;
    const version = (name: string) => ((looks += 1), stories.version(name));
    const { start, retitle } = await site({
      stories: { find: stories.find, entries: stories.entries, version },
      live: { maxReaders: 20, pollMs: 60_000, heartbeatMs: 60_000 },
    });
    const address = `${await start()}${page}/events`;
    const readers = await Promise.all(Array.from({ length: 20 }, () => listenTo(address)));
    await Promise.all(readers.map((reader) => reader.until('event: revision')));
    await retitle('Unheard');
    // Each request asked for the story once, with this clock; all who listen shared one look more.
    expect(looks).toBeLessThanOrEqual(21);
    const late = await listenTo(address);
    expect([late.status, late.headers['retry-after']]).toEqual([503, '60']);
    readers[0]?.leave();
  });

  it('to a closed story are told not to come back', async () => {
    const { app, close } = await site();
    await close();
    const response = await app.inject(`${page}/events`);
    expect([response.statusCode, response.body]).toEqual([204, '']);
  });

  it('do not keep the server from stopping', async () => {
    const { start, stop } = await site();
    const reader = await listenTo(`${await start()}${page}/events`);
    await reader.until('event: revision');
    await stop();
    await reader.ended;
  });
});
