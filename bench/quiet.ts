import { setInterval } from 'node:timers/promises';
import type { Store } from '../src/storage/store.ts';

/** How often to check whether everything is delivered, and how long that may take. */
const lookEveryMs = 20;
const deadlineMs = 60_000;

/** Waits until nothing is left to be delivered. */
export async function untilQuiet(store: Store): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  for await (const _ of setInterval(lookEveryMs)) {
    if (await isQuiet(store)) return;
    if (performance.now() > deadline)
      throw new Error(`Not all is delivered after ${deadlineMs / 1_000} seconds`);
  }
}

async function isQuiet({ outbox, backlogs }: Store): Promise<boolean> {
  if ((await outbox.storiesWaiting()).length > 0) return false;
  for await (const waiting of backlogs.destinationsWaiting()) if (waiting.length > 0) return false;
  return true;
}

/** The memory that Redis uses for data, without connections and the log of commands. */
export async function bytesInUse({ records }: Store): Promise<number> {
  const info = await records.info('memory');
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return read('used_memory') - read('mem_clients_normal') - read('mem_aof_buffer');
}
