import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';

/**
 * The bot as a process of its own, like `src/main.ts`, but without keeping to the platforms' limits: a test that is
 * long enough by itself need not wait for those as well.
 */
const config = readConfig();
const secrets = Object.values(config.platforms).map((platform) => platform.token);
const app = await startApp({ config, log: createLogger({ level: 'warn', secrets }), isPaced: false });
process.stdout.write(`Listening on ${app.webAddress}\n`);
process.once('SIGTERM', () => {
  app.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
