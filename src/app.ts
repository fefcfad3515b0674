import { randomBytes } from 'node:crypto';
import { allCommands } from '../commands/index.ts';
import type { Config } from './config.ts';
import { createDeskReports } from './delivery/desk-reports.ts';
import { type PlatformWork, startEngine } from './delivery/engine.ts';
import { createMailbox } from './delivery/mailbox.ts';
import { createQueues, type Queues } from './delivery/queues.ts';
import { createRenderCache } from './delivery/render-cache.ts';
import { usualBackOff } from './delivery/retry.ts';
import { createWantedReader } from './delivery/wanted.ts';
import { createWire } from './delivery/wire.ts';
import type { Instant } from './domain/instant.ts';
import type { Logger } from './logger.ts';
import { createDispatcher } from './newsroom/dispatch.ts';
import { publishScheduled } from './newsroom/publish-scheduled.ts';
import type { Newsroom } from './newsroom/records.ts';
import type { Dispatcher } from './newsroom/dispatcher.ts';
import { createDiscordIntake } from './platforms/discord/intake.ts';
import { createDiscordMessenger } from './platforms/discord/messenger.ts';
import type { Intake, Messenger } from './platforms/platform.ts';
import { createTelegramIntake } from './platforms/telegram/intake.ts';
import { createTelegramMessenger } from './platforms/telegram/messenger.ts';
import { type OnRelease, withReleasers } from './releasers.ts';
import type { RedisAddress } from './storage/connection.ts';
import { startEmbeddedRedis } from './storage/embedded.ts';
import { describeRisks } from './storage/risks.ts';
import { openStore, type Store } from './storage/store.ts';
import { createTelegramMemory } from './storage/telegram-memory.ts';
import { createWebServer, type Readiness } from './web/server.ts';

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
  /** Before every key in Redis, so that several newsrooms (or tests) can share one server. */
  readonly keyPrefix?: string;
  /** Whether sending is held to what the platforms allow a bot; only benchmarks say no. */
  readonly isPaced?: boolean;
}

/** What every bot may call, as the platforms document it: Discord 50 and Telegram 30 requests a second. */
const callsPerSecond = { discord: 50, telegram: 30 } as const;

/** Destinations that one process serves at the same time on one platform. */
const concurrency = 50;

/**
 * Starts Dateline: store, queues, newsroom, platforms, delivery, web, in this order. Throws when something that it
 * cannot do without fails for good (a data directory that is in use, no Redis server to start, a taken port); what
 * was started by then is released again. Platforms and a remote Redis that do not answer are tried for ever.
 */
export async function startApp(settings: AppSettings): Promise<App> {
  const { value, release } = await withReleasers((onRelease) => assemble(settings, onRelease));
  return { ...value, stop: release };
}

/** What most parts are made of. */
interface Ground {
  readonly settings: AppSettings;
  readonly store: Store;
  readonly queues: Queues;
  readonly room: Newsroom;
  readonly now: () => Instant;
}

/** One platform's two sides. */
interface Platform {
  readonly messenger: Messenger;
  readonly intake: Intake;
}

async function assemble(settings: AppSettings, onRelease: OnRelease): Promise<Omit<App, 'stop'>> {
  const { config, log } = settings;
  const now = settings.now ?? Date.now;
  const store = await startStore(settings, onRelease);
  const queues = createQueues(store.queues, (error) => log.warn({ err: error }, 'queue trouble'));
  onRelease(() => queues.close());
  const room = createRoom({ settings, store, queues, now });
  const ground: Ground = { settings, store, queues, room, now };
  const dispatcher = createDispatcher({ commands: allCommands(room), room, log });
  const platforms = createPlatforms(ground, dispatcher, onRelease);
  if (config.roles.has('worker')) startDelivery(ground, platforms, onRelease);
  const intakes = config.roles.has('gateway') ? platforms.map((platform) => platform.intake) : [];
  for (const intake of intakes) {
    onRelease(() => intake.stop());
    intake.start();
  }
  const readiness = () => readinessOf(store, intakes);
  const webAddress = config.roles.has('web') ? await startWeb(config, readiness, onRelease) : undefined;
  return { readiness, webAddress };
}

function createRoom({ settings, store, queues, now }: Omit<Ground, 'room'>): Newsroom {
  const { stories, subscriptions, staff, deliveries, kept, backlogs } = store;
  const newId = () => randomBytes(9).toString('base64url');
  const wire = createWire({ backlogs, queues, staff, newId, now });
  const chiefs = new Set(settings.config.chiefs);
  return { stories, subscriptions, staff, deliveries, kept, wire, chiefs, now };
}

/** Every configured platform. A third platform would be one folder and one line here. */
function createPlatforms(ground: Ground, dispatcher: Dispatcher, onRelease: OnRelease): readonly Platform[] {
  const { discord, telegram } = ground.settings.config.platforms;
  return [
    ...(discord ? [createDiscord({ ...ground, dispatcher, onRelease }, discord)] : []),
    ...(telegram ? [createTelegram({ ...ground, dispatcher, onRelease }, telegram)] : []),
  ];
}

interface PlatformGround extends Ground {
  readonly dispatcher: Dispatcher;
  readonly onRelease: OnRelease;
}

function createDiscord(ground: PlatformGround, account: NonNullable<Config['platforms']['discord']>): Platform {
  const { dispatcher, now, store, settings, onRelease } = ground;
  const log = settings.log.child({ platform: 'discord' });
  const messenger = createDiscordMessenger({ ...account, loadMedia: store.loadMedia, now, log });
  onRelease(async () => messenger.close());
  return { messenger, intake: createDiscordIntake({ ...account, dispatcher, now, log }) };
}

function createTelegram(ground: PlatformGround, account: NonNullable<Config['platforms']['telegram']>): Platform {
  const { dispatcher, now, store, settings, room } = ground;
  const log = settings.log.child({ platform: 'telegram' });
  const { inbox, people, fileIds } = createTelegramMemory(store.records, store.keys);
  const liveStories = async () => {
    const stories = await room.stories.list();
    return stories.filter((story) => story.state === 'live').map((story) => story.slug);
  };
  return {
    messenger: createTelegramMessenger({ ...account, loadMedia: store.loadMedia, fileIds, now, log }),
    intake: createTelegramIntake({ ...account, dispatcher, liveStories, inbox, people, now, log }),
  };
}

function startDelivery(ground: Ground, platforms: readonly Platform[], onRelease: OnRelease): void {
  const { settings, store, queues, room, now } = ground;
  const { stories, subscriptions, outbox, backlogs } = store;
  const desk = createDeskReports({ subscriptions, tellDesk: (content) => room.wire.tellDesk(content) });
  const wanted = createWantedReader({ stories, subscriptions, backlogs });
  const engine = startEngine({
    settings: store.queues,
    queues,
    outbox,
    backlogs,
    stories,
    subscriptions,
    now,
    platforms: platforms.map(({ messenger }): PlatformWork => {
      const { platform } = messenger;
      const parts = createRenderCache(messenger.render);
      const policy = { backOff: usualBackOff, random: Math.random };
      const deps = { messenger, backlogs, subscriptions, wanted, parts, desk, now, ...policy };
      const pace = settings.isPaced === false ? {} : { callsPerSecond: callsPerSecond[platform] };
      return { platform, run: createMailbox(deps), concurrency, ...pace };
    }),
    publish: (slug, number) => publishScheduled(room, { slug, number }, `publish:${slug}/${number}`),
    onError: (error, about) => settings.log.error({ err: error, about }, 'delivery trouble'),
  });
  onRelease(() => engine.stop());
}

async function startWeb(
  config: Config,
  readiness: () => Readiness,
  onRelease: OnRelease,
): Promise<string> {
  const server = createWebServer({ ...config.http, readiness });
  onRelease(() => server.stop());
  return server.start();
}

function readinessOf(store: Store, intakes: readonly Intake[]): Readiness {
  const reasons = [
    ...(store.isUp() ? [] : ['Redis does not answer']),
    ...intakes.flatMap((intake) => {
      const { platform, ready, why } = intake.status();
      return ready ? [] : [`${platform}: ${why ?? 'not connected'}`];
    }),
  ];
  return { ready: reasons.length === 0, reasons };
}

async function startStore(settings: AppSettings, onRelease: OnRelease): Promise<Store> {
  const { config, log, keyPrefix = 'dateline' } = settings;
  const address = await redisAddress(settings, onRelease);
  const store = openStore({
    address,
    prefix: keyPrefix,
    now: settings.now ?? Date.now,
    onError: (error) => log.warn({ err: error }, 'no connection to Redis; trying on'),
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

async function warnOfRisks(store: Store, log: Logger): Promise<void> {
  for (const risk of await describeRisks(store.records)) log.warn(risk);
}
