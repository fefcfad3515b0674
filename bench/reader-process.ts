import { Agent, get, type IncomingMessage } from 'node:http';

/** The tasks for readers, one after the other. */
export type ReaderTask =
  /** Connect, and listen for the revisions of a story until all is over. */
  | { readonly kind: 'listen'; readonly url: string; readonly readers: number }
  /** Fetch the same address again and again; with `etag`, as those who know it already. */
  | { readonly kind: 'fetch'; readonly url: string; readonly times: number; readonly etag?: string };

/** What they report. */
export type ReaderNews =
  | { readonly kind: 'listening' }
  /** Every one of them has been told of this revision. */
  | { readonly kind: 'told'; readonly revision: number }
  | {
      readonly kind: 'fetched';
      readonly bytes: number;
      readonly etag: string;
      readonly statuses: readonly number[];
    };

/** How many connect, or fetch, at the same time. */
const concurrency = 50;

/** Plays readers in a process of its own, so that neither their work nor their open files count as the server's. */
export function playReaders(): void {
  process.on('message', (task: ReaderTask) => {
    void play(task).then(tell, (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  });
  // The process that started it is gone.
  process.on('disconnect', () => process.exit(0));
}

function tell(news: ReaderNews): void {
  process.send?.(news);
}

function play(task: ReaderTask): Promise<ReaderNews> {
  return task.kind === 'listen' ? listen(task) : fetchAgain(task);
}

async function listen({ url, readers }: Extract<ReaderTask, { kind: 'listen' }>): Promise<ReaderNews> {
  const told = new Map<number, number>();
  const hear = (revision: number) => {
    const count = (told.get(revision) ?? 0) + 1;
    told.set(revision, count);
    if (count === readers) tell({ kind: 'told', revision });
  };
  await manyTimes(readers, async () => {
    const stream = await answerOf(url, {});
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      for (const [, revision] of text.matchAll(/^data: (\d+)$/gm)) hear(Number(revision));
    });
  });
  return { kind: 'listening' };
}

async function fetchAgain({ url, times, etag }: Extract<ReaderTask, { kind: 'fetch' }>): Promise<ReaderNews> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const headers = { 'accept-encoding': 'br', ...(etag !== undefined && { 'if-none-match': etag }) };
  const statuses = new Set<number>();
  let last = { bytes: 0, etag: '' };
  await manyTimes(times, async () => {
    const answer = await answerOf(url, headers, agent);
    statuses.add(answer.statusCode ?? 0);
    let bytes = 0;
    for await (const chunk of answer) bytes += (chunk as Buffer).length; // no encoding is set
    last = { bytes, etag: answer.headers.etag ?? '' };
  });
  agent.destroy();
  return { kind: 'fetched', ...last, statuses: [...statuses] };
}

async function manyTimes(times: number, once: () => Promise<void>): Promise<void> {
  let left = times;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

function answerOf(
  url: string,
  headers: Readonly<Record<string, string>>,
  agent?: Agent,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: agent ?? false }, resolve).on('error', reject);
  });
}
