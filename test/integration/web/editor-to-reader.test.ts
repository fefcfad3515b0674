import { expect, it, onTestFinished, vi } from 'vitest';
import { startApp } from '../../../src/app.ts';
import { createLogger } from '../../../src/logger.ts';
import { hands, testDataDir, testWorld } from '../../support/newsroom.ts';
import { listenTo } from '../../support/web/event-reader.ts';

it('what an editor types is on the page, and those who listen hear of it', async () => {
  const world = await testWorld();
  const app = await startApp({
    config: {
      platforms: world.platforms,
      chiefs: world.chiefs,
      callsPerSecond: { discord: 50, telegram: 30 },
      dataDir: await testDataDir(),
      http: { host: '127.0.0.1', port: 0 },
      publicUrl: 'https://news.example',
      logLevel: 'error',
      roles: new Set(['gateway', 'worker', 'web']),
    },
    log: createLogger({ level: 'error', secrets: [] }),
  });
  onTestFinished(() => app.stop());
  await vi.waitFor(() => expect(app.readiness().reasons).toEqual([]), 20_000);
  const { onDiscord } = hands(world);
  await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');

  const page = `${app.webAddress}/s/maren-flood`;
  expect(await (await fetch(page)).text()).toContain('No updates yet.');
  const reader = await listenTo(`${page}/events`);
  await reader.until('data: 1\n\n');
  await onDiscord('/update story:maren-flood headline:Spillway opened body:Water has been let *through*.');
  await reader.until('data: 2\n\n');
  const shown = await (await fetch(page)).text();
  expect(shown).toContain('<h3 id="h1" dir="auto">Spillway opened</h3>');
  expect(shown).toContain('Water has been let <em>through</em>.');
});
