import { startApp } from './app.ts';
import { type Config, ConfigError, loadDotEnv, readConfig } from './config.ts';
import { createLogger, type Logger } from './logger.ts';
import { onStopSignal } from './stop-signals.ts';

/** How long a stop may take before the process ends with an error. */
const stopDeadlineMs = 9_000;

const config = configOrExit();
const tokens = Object.values(config.platforms).map((platform) => platform.token);
const secrets = config.opsToken === undefined ? tokens : [...tokens, config.opsToken];
const log = createLogger({ level: config.logLevel, secrets });
await run(config, log);

/** Starts the app and stops it at the first SIGTERM or SIGINT; a later one ends the process at once. */
async function run(settings: Config, logger: Logger): Promise<void> {
  try {
    const app = await startApp({ config: settings, log: logger });
    logger.info({ web: app.webAddress }, 'Dateline is running');
    onStopSignal((signal) => {
      logger.info({ signal }, 'stopping');
      setTimeout(() => endLate(logger), stopDeadlineMs).unref();
      app.stop().then(
        () => endStopped(logger),
        (error: unknown) => endWith(logger, error),
      );
    });
  } catch (error) {
    endWith(logger, error);
  }
}

/** Everything is released by now. All that may still be open is the connection of a call that nobody waits for. */
function endStopped(logger: Logger): void {
  logger.info('stopped');
  process.exit(0);
}

function endLate(logger: Logger): void {
  logger.error(`not stopped within ${stopDeadlineMs / 1_000} seconds; ending`);
  process.exit(1);
}

/**
 * An error at the start or the end is for the operator: its sentence, without a stack. Everything is released by now,
 * and what may still be open must not keep a process alive that does nothing.
 */
function endWith(logger: Logger, error: unknown): void {
  logger.error(error instanceof Error ? error.message : 'unknown error');
  process.exit(1);
}

function configOrExit(): Config {
  try {
    loadDotEnv();
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`Dateline cannot start:\n${error.message.replaceAll(/^/gm, '  ')}\n`);
    process.exit(1);
  }
}
