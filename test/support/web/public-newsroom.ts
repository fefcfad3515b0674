import { expect, onTestFinished } from 'vitest';
import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLogger } from '../../../src/logger.ts';
import { environmentOf } from '../bot-process.ts';
import { hands, testDataDir, testWorld } from '../newsroom.ts';

/** The whole bot with pages for readers, against both stand-ins, stopped when the test ends. */
export async function publicNewsroom(variables: Readonly<Record<string, string>> = {}) {
  const world = await testWorld();
  const config = readConfig({
    ...environmentOf(world, await testDataDir()),
    PUBLIC_URL: 'https://news.example',
    ...variables,
  });
  const app = await startApp({ config, log: createLogger({ level: 'error', secrets: [] }) });
  onTestFinished(() => app.stop());
  await expect.poll(() => app.readiness().reasons, { timeout: 20_000 }).toEqual([]);
  return { world, address: app.webAddress ?? '', ...hands(world) };
}
