import { expect } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';
import { hands } from './newsroom.ts';

/** What `/status` says of the first so many updates of the story `harbour`. */
export async function statuses(world: World, updates: number): Promise<readonly string[]> {
  const { onDiscord } = hands(world);
  const numbers = Array.from({ length: updates }, (_, index) => index + 1);
  return Promise.all(numbers.map((number) => onDiscord(`/status entry:harbour/${number}`)));
}

/** Resolves when none of these updates waits anywhere any more; rejects when one does after a minute. */
export async function nothingWaits(world: World, updates: number): Promise<void> {
  const waiting = async () => (await statuses(world, updates)).filter((status) => /\d waiting/.test(status));
  await expect.poll(waiting, { timeout: 60_000, interval: 500 }).toEqual([]);
}
