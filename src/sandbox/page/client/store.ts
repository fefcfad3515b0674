import type { PageView } from '../view.ts';

/** What the server has sent of its view so far. */
export interface Store {
  get<K extends keyof PageView>(name: K): PageView[K] | undefined;
  /** Calls the listener once the part is there and after every change. Returns a function that removes it. */
  on<K extends keyof PageView>(name: K, listener: (part: PageView[K]) => void): () => void;
}

/** Listens to the server as long as the page is open. `connected` is told whether the connection is up. */
export function openStore(connected: (isUp: boolean) => void): Store {
  const parts = new Map<string, never>();
  const listeners = new Map<string, Set<(part: never) => void>>();
  const source = new EventSource('/feed');
  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => connected(false));
  source.addEventListener('part', ({ data }: MessageEvent<string>) => {
    // The server sends pairs: a name, and that part of its view.
    const [name, part] = JSON.parse(data) as [string, never];
    parts.set(name, part);
    for (const listener of listeners.get(name) ?? []) listener(part);
  });
  return {
    // Each part was stored under its own name.
    get: (name) => parts.get(name),
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      const part = parts.get(name);
      if (part !== undefined) listener(part);
      return () => heard.delete(listener);
    },
  };
}
