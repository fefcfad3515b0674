import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import type { StoryRecords } from '../src/newsroom/records.ts';
import type { OnRelease } from '../src/releasers.ts';
import { createWebServer } from '../src/web/server.ts';
import { addStoryPages } from '../src/web/story-routes.ts';
import { createEngineRig } from './engine-rig.ts';
import { onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { bytesHeld } from './memory.ts';
import type { ReaderNews, ReaderTask } from './reader-process.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { perSecond, timed } from './statistics.ts';

/** As many as in a running story's day. */
const entries = 100;
const path = `/s/${story.slug}`;

/**
 * What readers of a story's page cost: those who listen are in a process of their own, and the page stands on the same
 * server as in production, over the records of an embedded Redis.
 */
export async function measureReaders(size: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const { store } = await createEngineRig(onRelease);
    await store.stories.open(story, 'open');
    for (let number = 1; number <= entries; number += 1) await publish(store.stories, number);
    const records = countingLooks(store.stories);
    const address = await servePages(records.stories, onRelease);
    const readers = startReaders(onRelease);
    return [
      ...(await listenLines(records, { readers, address, size })),
      ...(await fetchLines(readers, address, size)),
    ];
  });
}

async function publish(stories: StoryRecords, number: number): Promise<void> {
  await stories.change({ slug: story.slug, callId: `publish ${number}` }, (file) => ({
    story: { ...file.story, lastNumber: number },
    entry: entryOf(number),
    events: [],
  }));
}

/** The records, with a count of how often their version was asked for. */
function countingLooks(stories: StoryRecords) {
  let looks = 0;
  const version = (slug: string) => {
    looks += 1;
    return stories.version(slug);
  };
  return {
    stories: { ...stories, version },
    looks: () => looks,
  };
}

async function servePages(stories: StoryRecords, onRelease: OnRelease): Promise<string> {
  const readiness = () => ({ ready: true, reasons: [] });
  const server = createWebServer({ host: '127.0.0.1', port: 0, readiness });
  const loadMedia = async () => undefined;
  addStoryPages(server.app, { publicUrl: 'https://news.example', stories, loadMedia, now: Date.now });
  onRelease(() => server.stop());
  return server.start();
}

interface Readers {
  /** Gives them a task; resolves when they have done it. */
  do(task: ReaderTask): Promise<ReaderNews>;
  /** Resolves when all who listen were told of a revision. */
  told(revision: number): Promise<void>;
}

function startReaders(onRelease: OnRelease): Readers {
  const [, program = ''] = process.argv;
  const child = fork(program, ['--readers']);
  onRelease(async () => {
    child.disconnect();
    await once(child, 'exit');
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('The readers gave up');
  });
  // Their end after the last task is no failure.
  failed.catch(() => undefined);
  const next = async (isIt: (news: ReaderNews) => boolean): Promise<ReaderNews> => {
    for await (const [news] of on(child, 'message') as AsyncIterable<[ReaderNews]>)
      if (isIt(news)) return news;
    throw new Error('The readers say nothing more');
  };
  return {
    async do(task) {
      const done = next(({ kind }) => kind === 'listening' || kind === 'fetched');
      child.send(task);
      return Promise.race([done, failed]);
    },
    async told(revision) {
      await Promise.race([next((news) => news.kind === 'told' && news.revision === revision), failed]);
    },
  };
}

interface Audience {
  readonly readers: Readers;
  readonly address: string;
  readonly size: Size;
}

async function listenLines(
  { stories, looks }: ReturnType<typeof countingLooks>,
  { readers, address, size }: Audience,
): Promise<readonly Line[]> {
  const count = size.readers;
  const before = bytesHeld();
  await readers.do({ kind: 'listen', url: `${address}${path}/events`, readers: count });
  const bytes = bytesHeld() - before;
  const looksBefore = looks();
  const rounds = 3;
  const tookMs: number[] = [];
  const wholeMs = await timed(async () => {
    for (let round = 1; round <= rounds; round += 1) {
      const revision = ((await stories.version(story.slug)) ?? 0) + 1;
      const told = readers.told(revision);
      tookMs.push(await timed(() => Promise.all([publish(stories, entries + round), told])));
    }
  });
  const perSecondLooked = perSecond(looks() - looksBefore - rounds, wholeMs);
  return [
    {
      what: `an update is known to all of ${shortNumber(count)} who listen`,
      figure: Math.max(...tookMs),
      unit: 'ms',
      beside: 'the longest of three; a story is looked at once a second',
    },
    {
      what: 'looks at Redis for them',
      figure: perSecondLooked,
      unit: '/s',
      beside: 'one a second for each story, however many listen',
    },
    {
      what: 'memory for each who listens',
      figure: bytes / count / 1_000,
      unit: 'kB',
      beside: `${shortNumber(bytes / 1e6)} MB for all`,
    },
  ];
}

async function fetchLines(readers: Readers, address: string, size: Size): Promise<readonly Line[]> {
  const times = size.pageFetches;
  const url = `${address}${path}`;
  const first = await readers.do({ kind: 'fetch', url, times: 1 });
  const { bytes, etag } = first.kind === 'fetched' ? first : { bytes: 0, etag: '' };
  const rate = async (task: Omit<Extract<ReaderTask, { kind: 'fetch' }>, 'kind' | 'times'>) =>
    perSecond(times, await timed(() => readers.do({ kind: 'fetch', times, ...task })));
  // The first round warms everything up and is not counted.
  await rate({ url });
  const nothing = await rate({ url: `${address}/healthz` });
  const full = await rate({ url });
  const known = await rate({ url, etag });
  const beside = `${shortNumber(nothing)}/s: a route that does nothing`;
  return [
    {
      what: `a page of ${entries} updates in full, ${shortNumber(bytes / 1_000)} kB packed`,
      figure: full,
      unit: '/s',
      ratio: full / nothing,
      beside,
    },
    { what: 'the same for those who know it', figure: known, unit: '/s', ratio: known / nothing, beside },
  ];
}
