import { startApp } from '../app.ts';
import type { Config } from '../config.ts';
import { createTroubleLog } from './trouble.ts';

/** What the worker tells the process that started it. */
export type WorkerNews = { readonly kind: 'ready' } | { readonly kind: 'trouble'; readonly sentence: string };

/**
 * Dateline's worker as a process of its own: it gets its configuration as the first message, delivers until it is
 * told to stop or its parent is gone, and may be killed at any time.
 */
async function work(config: Config): Promise<void> {
  const log = createTroubleLog((sentence) => tell({ kind: 'trouble', sentence }));
  // The stand-ins of a sandbox that stays keep no limits, so nobody has to wait for what they do at the page.
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
// The crew sends nothing but a configuration first.
process.once('message', (config) => void work(config as Config));
