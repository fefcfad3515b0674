import { startApp } from '../app.ts';
import type { Config } from '../config.ts';
import { createTroubleLog } from './trouble.ts';

/** What the worker tells its parent process. */
export type WorkerNews = { readonly kind: 'ready' } | { readonly kind: 'trouble'; readonly sentence: string };

/**
 * Runs Dateline's worker in a process of its own. The first message brings the configuration. It delivers until it is
 * told to stop or its parent is gone, and may be killed at any time.
 */
async function work(config: Config): Promise<void> {
  const log = createTroubleLog((sentence) => tell({ kind: 'trouble', sentence }));
  // With `--stay` the stand-ins enforce no limits, so that nobody at the page has to wait.
  const app = await startApp({ config, log, isPaced: false });
  const stop = () => void app.stop().finally(() => process.exit());
  process.once('message', stop);
  process.once('disconnect', stop);
  tell({ kind: 'ready' });
}

function tell(news: WorkerNews): void {
  if (process.connected) process.send?.(news);
}

// Ctrl+C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined);
// The first message is always the configuration.
process.once('message', (config) => void work(config as Config));
