import { allCommands, pressedCommands } from '../commands/index.ts';
import type { Config } from './config.ts';
import { createQueues, type Queues } from './delivery/queues.ts';
import { type PlatformName, platforms as platformNames } from './domain/person.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Logger } from './logger.ts';
import { createMetrics, type Metrics } from './monitoring/metrics.ts';
import type { Dispatcher } from './newsroom/command/dispatcher.ts';
import { createDispatcher } from './newsroom/dispatch/dispatch.ts';
import type { Newsroom } from './newsroom/records.ts';
import { BotAccount, type TellDesk } from './platforms/account.ts';
import { createDiscordIntake } from './platforms/discord/intake.ts';
import { InvalidRequests } from './platforms/discord/invalid-requests.ts';
import { createDiscordMessenger } from './platforms/discord/messenger.ts';
import { LeasedIntake } from './platforms/leased-intake.ts';
import type { Intake, Messenger } from './platforms/platform.ts';
import { createTelegramIntake } from './platforms/telegram/intake.ts';
import { createTelegramMessenger } from './platforms/telegram/messenger.ts';
import { readinessOf, type Watched } from './readiness.ts';
import { type OnRelease, withReleasers } from './releasers.ts';
import { createRepeatedTrouble, type RepeatedTrouble } from './repeated-trouble.ts';
import { createRoom } from './room.ts';
import { serveWeb } from './serve-web.ts';
import { startDelivery } from './start-delivery.ts';
import type { RedisAddress } from './storage/connection.ts';
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
  /** Before every key in Redis, so that several newsrooms (or tests) can share one server. */
  readonly keyPrefix?: string;
  /** Whether sending is held to what the platforms allow a bot; only benchmarks and tests that are about words say no. */
  readonly isPaced?: boolean;
  /** Whether answers on Telegram are, too; as `isPaced` when left out. Stand-ins without limits need none. */
  readonly areAnswersPaced?: boolean;
}

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
  readonly metrics: Metrics;
  /** Where trouble with Redis and the queues is written. */
  readonly trouble: RepeatedTrouble;
  readonly now: () => Instant;
}

/** One platform's two sides, and whether it takes the bot's token. */
interface Platform {
  readonly messenger: Messenger;
  readonly intake: Intake;
  readonly account: BotAccount;
}

async function assemble(settings: AppSettings, onRelease: OnRelease): Promise<Omit<App, 'stop'>> {
  const { config, log } = settings;
  const now = settings.now ?? Date.now;
  const trouble = createRepeatedTrouble(log, () => performance.now());
  const store = await startStore(settings, trouble, onRelease);
  const queues = createQueues(store.queues, (err) => trouble.write('warn', { err }, 'queue trouble'));
  onRelease(() => queues.close());
  const room = createRoom({ config, log, store, queues, now });
  const metrics = createMetrics(platformNames.filter((name) => config.platforms[name] !== undefined));
  const ground: Ground = { settings, store, queues, room, metrics, trouble, now };
  const dispatcher = createDispatcher({
    commands: allCommands(room),
    pressed: pressedCommands(room),
    room,
    log,
  });
  const platforms = createPlatforms(ground, dispatcher, onRelease);
  if (config.roles.has('worker')) {
    const { isPaced = true } = settings;
    const messengers = platforms.map((platform) => platform.messenger);
    startDelivery({ ...ground, config, log, messengers, isPaced }, onRelease);
  }
  const intakes = config.roles.has('gateway') ? platforms.map((platform) => platform.intake) : [];
  onRelease(async () => {
    await Promise.all(intakes.map((intake) => intake.stop()));
  });
  for (const intake of intakes) intake.start();
  const accounts = platforms.map((platform) => platform.account);
  const watched: Watched = { store, intakes, accounts };
  const readiness = () => readinessOf(watched);
  if (!config.roles.has('web')) return { readiness, webAddress: undefined };
  const webAddress = await serveWeb({ config, store, queues, metrics, watched, now }, onRelease);
  return { readiness, webAddress };
}

/** Every configured platform. */
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

function createDiscord(ground: PlatformGround, login: NonNullable<Config['platforms']['discord']>): Platform {
  const { dispatcher, now, store, settings, onRelease } = ground;
  const log = settings.log.child({ platform: 'discord' });
  const tellDesk = createTellDesk(ground);
  const account = new BotAccount({ platform: 'discord', tellDesk, now, log });
  const invalid = new InvalidRequests({ tellDesk, now, log });
  const shared = { ...login, account, invalid, now, log };
  const messenger = createDiscordMessenger({ ...shared, loadMedia: store.kept.media });
  onRelease(async () => messenger.close());
  const createIntake = () => createDiscordIntake({ ...shared, dispatcher, known: store.destinations });
  return { messenger, account, intake: oneAtATime(ground, 'discord', createIntake) };
}

function createTelegram(
  ground: PlatformGround,
  login: NonNullable<Config['platforms']['telegram']>,
): Platform {
  const { dispatcher, now, store, settings, room } = ground;
  const log = settings.log.child({ platform: 'telegram' });
  const account = new BotAccount({ platform: 'telegram', tellDesk: createTellDesk(ground), now, log });
  const shared = { ...login, account, now, log };
  const { inbox, people, polls, questions, fileIds } = store.telegram;
  const liveStories = async () => {
    const stories = await room.stories.list();
    return stories.filter((story) => story.state === 'live').map((story) => story.slug);
  };
  const memory = { inbox, people, polls, questions, known: store.destinations };
  const { isPaced = true, areAnswersPaced = isPaced } = settings;
  const paces = areAnswersPaced ? { paces: store.paces } : {};
  const createIntake = () =>
    createTelegramIntake({ ...shared, ...memory, ...paces, dispatcher, liveStories });
  return {
    messenger: createTelegramMessenger({ ...shared, loadMedia: store.kept.media, fileIds }),
    account,
    intake: oneAtATime(ground, 'telegram', createIntake),
  };
}

/** What every process sees, the desk hears once. */
function createTellDesk({ store, room }: Ground): TellDesk {
  return async (content) => {
    if (await store.isNews(content)) await room.wire.tellDesk(content);
  };
}

/** Of all processes on one Redis, one listens to a platform; an embedded Redis has no other process. */
function oneAtATime({ store, settings }: Ground, platform: PlatformName, create: () => Intake): Intake {
  if (store.queues.isPrivate) return create();
  const log = settings.log.child({ platform });
  return new LeasedIntake({ platform, lease: store.lease(platform), create, log });
}

async function startStore(
  settings: AppSettings,
  trouble: RepeatedTrouble,
  onRelease: OnRelease,
): Promise<Store> {
  const { config, log, keyPrefix = 'dateline' } = settings;
  const address = await redisAddress(settings, onRelease);
  const store = openStore({
    address,
    prefix: keyPrefix,
    now: settings.now ?? Date.now,
    onError: (err) => trouble.write('warn', { err }, 'no connection to Redis; trying on'),
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

/** A server that is not there yet is asked once it is. */
async function warnOfRisks(store: Store, log: Logger): Promise<void> {
  await store.untilUp();
  for (const risk of await describeRisks(store.records)) log.warn(risk);
}
