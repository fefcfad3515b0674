import type { Config } from './config.ts';
import type { Queues } from './delivery/queues.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Metrics } from './monitoring/metrics.ts';
import { createReader } from './monitoring/reading.ts';
import { readinessOf, standingOf, type Watched } from './readiness.ts';
import type { OnRelease } from './releasers.ts';
import type { Store } from './storage/store.ts';
import { addMetrics } from './web/metrics-route.ts';
import { createDemandOperator } from './web/ops-access.ts';
import { createWebServer } from './web/server.ts';

/** What {@link serveWeb} works with. */
export interface WebDeps {
  readonly config: Config;
  readonly store: Store;
  readonly queues: Queues;
  readonly metrics: Metrics;
  readonly watched: Watched;
  readonly now: () => Instant;
}

/**
 * Starts the process's web server: health checks, metrics, the board of the queues for operators, pages for readers.
 * Returns its address. Throws when the port is taken.
 *
 * The board and the pages are loaded only when configured, since loading them takes some tenths of a second.
 *
 * With pages for everybody, the port is open to everybody through a proxy, so metrics then need a token.
 */
export async function serveWeb(deps: WebDeps, onRelease: OnRelease): Promise<string> {
  const { config, store, queues, metrics, watched, now } = deps;
  const { http, publicUrl, opsToken } = config;
  const server = createWebServer({ ...http, readiness: () => readinessOf(watched) });
  const demandOperator = opsToken === undefined ? undefined : createDemandOperator(opsToken);
  const read = createReader({
    standing: () => standingOf(watched),
    queues: queues.statistics,
    records: store.statistics,
    now,
  });
  const write = async () => metrics.write(await read());
  if (demandOperator !== undefined) {
    addMetrics(server.app, { write, demandOperator });
    const { addQueueBoard } = await import('./web/queue-board.ts');
    addQueueBoard(server.app, { queues: queues.all, demandOperator });
  } else if (publicUrl === undefined) addMetrics(server.app, { write });
  if (publicUrl !== undefined) {
    const { addStoryPages } = await import('./web/story-routes.ts');
    addStoryPages(server.app, { publicUrl, stories: store.stories, loadMedia: store.kept.media, now });
  }
  onRelease(() => server.stop());
  return server.start();
}
