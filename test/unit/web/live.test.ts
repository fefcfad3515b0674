import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLiveReaders, type LiveReadersDeps } from '../../../src/web/live.ts';

/** Readers of a story whose revision the test sets; every look at it is counted. */
function live(changes: Partial<LiveReadersDeps> = {}) {
  const story: { version: number | undefined; looks: number } = { version: 1, looks: 0 };
  const current = async () => {
    story.looks += 1;
    return story.version;
  };
  const versions = { current, recent: current };
  const readers = createLiveReaders({ versions, maxReaders: 10, pollMs: 5, heartbeatMs: 60_000, ...changes });
  onTestFinished(() => readers.close());
  return { readers, story };
}

const heard = async (stream: PassThrough, words: string) => {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes(words)) return text;
  }
  return text;
};

describe('those who listen', () => {
  it('are told the revision at once, and every newer one, never an older', async () => {
    const { readers, story } = live();
    const response = new PassThrough();
    readers.join({ slug: 'a', known: undefined, begin: () => response });
    expect(await heard(response, 'data: 1')).toBe('retry: 5000\n\nid: 1\nevent: revision\ndata: 1\n\n');
    story.version = 0;
    story.version = 3;
    expect(await heard(response, 'data: 3')).toBe('id: 3\nevent: revision\ndata: 3\n\n');
  });

  it('who know the revision are told nothing before the next', async () => {
    const { readers, story } = live();
    const first = new PassThrough();
    readers.join({ slug: 'a', known: undefined, begin: () => first });
    await heard(first, 'data: 1');
    const [knows, behind] = [new PassThrough(), new PassThrough()];
    readers.join({ slug: 'a', known: 1, begin: () => knows });
    readers.join({ slug: 'a', known: 0, begin: () => behind });
    expect(await heard(behind, 'data: 1')).toContain('id: 1');
    story.version = 2;
    expect(await heard(knows, 'data: 2')).toBe('retry: 5000\n\nid: 2\nevent: revision\ndata: 2\n\n');
  });

  it('share one look, and nobody looks when nobody listens', async () => {
    const { readers, story } = live({ maxReaders: 1_000, pollMs: 60_000 });
    const all = Array.from({ length: 1_000 }, () => new PassThrough());
    for (const response of all) readers.join({ slug: 'a', known: undefined, begin: () => response });
    await Promise.all(all.map((response) => heard(response, 'data: 1')));
    expect(story.looks).toBe(1);
    const gone = all.map((response) => new Promise((resolve) => response.once('close', resolve)));
    for (const response of all) response.destroy();
    await Promise.all(gone);
    readers.join({ slug: 'a', known: undefined, begin: () => new PassThrough() });
    expect(story.looks).toBe(2);
  });

  it('are so many and no more; who goes makes room', async () => {
    const { readers } = live({ maxReaders: 1 });
    const first = new PassThrough();
    expect(readers.join({ slug: 'a', known: undefined, begin: () => first })).toBe(true);
    const second = new PassThrough();
    expect(readers.join({ slug: 'b', known: undefined, begin: () => second })).toBe(false);
    expect(second.readableLength).toBe(0);
    first.destroy();
    await new Promise((resolve) => first.once('close', resolve));
    expect(readers.join({ slug: 'b', known: undefined, begin: () => second })).toBe(true);
  });

  it('hear a heartbeat when there is nothing to say', async () => {
    const { readers } = live({ heartbeatMs: 5 });
    const response = new PassThrough();
    readers.join({ slug: 'a', known: undefined, begin: () => response });
    expect(await heard(response, ':\n\n:\n\n')).toContain(':\n\n:\n\n');
  });

  it('and take nothing are sent away', async () => {
    const { readers } = live({ heartbeatMs: 1 });
    // A connection that never says that it has sent anything.
    const stuck = new Writable({ write: () => undefined });
    readers.join({ slug: 'a', known: undefined, begin: () => stuck });
    stuck.write('x'.repeat(20_000));
    await new Promise((resolve) => stuck.once('close', resolve));
    expect(stuck.destroyed).toBe(true);
  });

  it('go on listening while the records do not answer', async () => {
    let isDown = true;
    const current = () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(7));
    const { readers } = live({ versions: { current, recent: current } });
    const response = new PassThrough();
    readers.join({ slug: 'a', known: undefined, begin: () => response });
    isDown = false;
    expect(await heard(response, 'data: 7')).toContain('id: 7');
  });

  it('are let go at the end, and nobody joins after it', async () => {
    const { readers } = live();
    const response = new PassThrough();
    readers.join({ slug: 'a', known: undefined, begin: () => response });
    readers.close();
    response.resume();
    await new Promise((resolve) => response.once('end', resolve));
    expect(readers.join({ slug: 'a', known: undefined, begin: () => new PassThrough() })).toBe(false);
  });
});
