import type { Writable } from 'node:stream';

/** Sends each part of a view to all listeners when it has changed, as server-sent events. */
export interface Feed {
  /** Sends the whole view, and from then on what changes, until the stream is closed. */
  join(stream: Writable): void;
  /** To be called when something may have changed. */
  changed(): void;
  /** Ends all streams. */
  close(): void;
}

/** Changes within this time are sent together. */
const gatherMs = 60;

/** `view` returns the parts by name. Each is sent as JSON. */
export function createFeed(view: () => object): Feed {
  const listeners = new Set<Writable>();
  let sent = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    timer = undefined;
    const now = partsOf(view());
    const news = [...now].filter(([name, json]) => sent.get(name) !== json);
    sent = now;
    for (const stream of listeners) send(stream, news);
  }

  return {
    join(stream) {
      listeners.add(stream);
      stream.once('close', () => listeners.delete(stream));
      stream.on('error', () => listeners.delete(stream));
      look();
      send(stream, [...sent]);
    },
    changed() {
      if (listeners.size > 0) timer ??= setTimeout(look, gatherMs);
    },
    close() {
      clearTimeout(timer);
      for (const stream of listeners) stream.end();
      listeners.clear();
    },
  };
}

function partsOf(view: object): Map<string, string> {
  return new Map(Object.entries(view).map(([name, part]) => [name, JSON.stringify(part)]));
}

/** JSON text has no line breaks, so each part fits on one line of data. */
function send(stream: Writable, parts: readonly (readonly [string, string])[]): void {
  for (const [name, json] of parts) stream.write(`event: part\ndata: [${JSON.stringify(name)},${json}]\n\n`);
}
