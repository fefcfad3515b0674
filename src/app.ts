import { allCommands, pressedCommands } from '../commands/index.ts';
import type { Config } from './config.ts';
import { createPlatforms } from './create-platforms.ts';
import { createQueues } from './delivery/queues.ts';
import { platforms as platformNames } from './domain/person.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Logger } from './logger.ts';
import { createMetrics } from './monitoring/metrics.ts';
import { createDispatcher } from './newsroom/dispatch/dispatch.ts';
import type { Intake } from './platforms/platform.ts';
import { readinessOf, type Watched } from './readiness.ts';
import { type OnRelease, withReleasers } from './releasers.ts';
import { createRepeatedTrouble, type RepeatedTrouble } from './repeated-trouble.ts';
import { createRoom } from './room.ts';
import { serveWeb } from './serve-web.ts';
import { startDelivery } from './start-delivery.ts';
import type { RedisAddress } from './storage/connection.ts';
import { isAddressRefused } from './storage/connection-trouble.ts';
import { startEmbeddedRedis } from './storage/embedded.ts';
import { describeRisks } from './storage/risks.ts';
import { openStore, type Store } from './storage/store.ts';
import type { Readiness } from './web/server.ts';

/** A running Dateline. */
export interface App {
  readiness(): Readiness;
  /** Where the web server listens; undefined when this process has no `web` role. */
  readonly webAddress: string | undefined;
  /** Stops intake, finishes what is under way, and releases everything in reverse order. */
  stop(): Promise<void>;
}

/** What {@link startApp} takes from outside; the defaults are for production. */
export interface AppSettings {
  readonly config: Config;
  readonly log: Logger;
  readonly now?: () => Instant;
  /** Starts every key in Redis, so that several newsrooms (or tests) can share one server. */
  readonly keyPrefix?: string;
  /** Whether sending keeps to the platforms' rates; true by default. Benchmarks and some tests say no. */
  readonly isPaced?: boolean;
  /** Whether answers on Telegram keep to them, too; as `isPaced` by default. Stand-ins without limits need no pace. */
  readonly areAnswersPaced?: boolean;
}

/**
 * Starts Dateline: store, queues, newsroom, platforms, delivery, web, in this order. Throws when something it needs
 * fails for good (a data directory in use, no Redis server to start, a taken port), after releasing what it had
 * started. A platform or a remote Redis that does not answer is tried again for ever.
 */
export async function startApp(settings: AppSettings): Promise<App> {
  const { value, release } = await withReleasers((onRelease) => assemble(settings, onRelease));
  return { ...value, stop: release };
}

async function assemble(settings: AppSettings, onRelease: OnRelease): Promise<Omit<App, 'stop'>> {
  const { config, log, now = Date.now, isPaced = true, areAnswersPaced = isPaced } = settings;
  const trouble = createRepeatedTrouble(log, () => performance.now());
  const store = await startStore({ ...settings, now, trouble }, onRelease);
  const queues = createQueues(store.queues, (err) => {
    if (!isAddressRefused(err)) trouble.write('warn', { err }, 'queue trouble');
  });
  onRelease(() => queues.close());
  const room = createRoom({ config, log, store, queues, now });
  const metrics = createMetrics(platformNames.filter((name) => config.platforms[name] !== undefined));
  const dispatcher = createDispatcher({
    commands: allCommands(room),
    pressed: pressedCommands(room),
    room,
    log,
  });
  const platforms = createPlatforms(
    { config, log, store, room, dispatcher, areAnswersPaced, now },
    onRelease,
  );
  if (config.roles.has('worker')) {
    const messengers = platforms.map((platform) => platform.messenger);
    startDelivery(
      { config, log, store, queues, room, metrics, trouble, messengers, isPaced, now },
      onRelease,
    );
  }
  const intakes = config.roles.has('gateway') ? platforms.map((platform) => platform.intake) : [];
  startIntakes(intakes, onRelease);
  const accounts = platforms.map((platform) => platform.account);
  const watched: Watched = { store, intakes, accounts };
  const readiness = () => readinessOf(watched);
  if (!config.roles.has('web')) return { readiness, webAddress: undefined };
  const webAddress = await serveWeb({ config, store, queues, metrics, watched, now }, onRelease);
  return { readiness, webAddress };
}

function startIntakes(intakes: readonly Intake[], onRelease: OnRelease): void {
  onRelease(async () => {
    await Promise.all(intakes.map((intake) => intake.stop()));
  });
  for (const intake of intakes) intake.start();
}

async function startStore(
  settings: AppSettings & { readonly now: () => Instant; readonly trouble: RepeatedTrouble },
  onRelease: OnRelease,
): Promise<Store> {
  const { config, log, now, trouble, keyPrefix = 'dateline' } = settings;
  const address = await redisAddress(settings, onRelease);
  const store = openStore({
    address,
    prefix: keyPrefix,
    now,
    onError: ({ message }, why) => trouble.write('warn', { err: { message } }, `${why}; trying on`),
  });
  onRelease(() => store.close());
  if (config.redisUrl !== undefined) void warnOfRisks(store, log);
  return store;
}

async function redisAddress({ config, log }: AppSettings, onRelease: OnRelease): Promise<RedisAddress> {
  if (config.redisUrl !== undefined) return { url: config.redisUrl };
  const embedded = await startEmbeddedRedis({ dataDir: config.dataDir, log });
  onRelease(() => embedded.close());
  return { socketPath: embedded.socketPath };
}

/** Waits for a server that is not up yet, and logs what its settings put at risk. */
async function warnOfRisks(store: Store, log: Logger): Promise<void> {
  await store.untilUp();
  for (const risk of await describeRisks(store.records)) log.warn(risk);
}
