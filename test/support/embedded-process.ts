import { startEmbeddedRedis } from '../../src/storage/embedded.ts';

/**
 * A process of its own that owns an embedded Redis: `embedded-process.ts DATA_DIR`. It tells its parent the
 * socket's path or why it did not start, and stops cleanly when the parent says `close`.
 */
const [dataDir = ''] = process.argv.slice(2);
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log };

try {
  const redis = await startEmbeddedRedis({ dataDir, log, fsync: 'no' });
  process.on('message', () => {
    void redis.close().then(() => process.disconnect());
  });
  process.send?.({ socketPath: redis.socketPath });
} catch (error) {
  process.send?.({ refused: String(error) });
  process.disconnect();
}
