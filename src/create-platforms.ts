import type { Config } from './config.ts';
import type { PlatformName } from './domain/person.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Logger } from './logger.ts';
import type { Dispatcher } from './newsroom/command/dispatcher.ts';
import type { Newsroom } from './newsroom/records.ts';
import { BotAccount, type TellDesk } from './platforms/account.ts';
import { createDiscordIntake } from './platforms/discord/intake.ts';
import { InvalidRequests } from './platforms/discord/invalid-requests.ts';
import { createDiscordMessenger } from './platforms/discord/messenger.ts';
import { LeasedIntake } from './platforms/leased-intake.ts';
import type { Intake, Messenger } from './platforms/platform.ts';
import { createTelegramIntake } from './platforms/telegram/intake.ts';
import { createTelegramMessenger } from './platforms/telegram/messenger.ts';
import type { OnRelease } from './releasers.ts';
import type { Store } from './storage/store.ts';

/** What {@link createPlatforms} works with. */
export interface PlatformParts {
  readonly config: Pick<Config, 'platforms'>;
  readonly log: Logger;
  readonly store: Store;
  readonly room: Newsroom;
  readonly dispatcher: Dispatcher;
  /** Whether answers on Telegram are held to the number of calls that Telegram allows. */
  readonly areAnswersPaced: boolean;
  readonly now: () => Instant;
}

/** One platform's two sides, and whether it takes the bot's token. */
export interface Platform {
  /** The side that sends. */
  readonly messenger: Messenger;
  /** The side that listens; not started yet. */
  readonly intake: Intake;
  readonly account: BotAccount;
}

type Login<Name extends PlatformName> = NonNullable<Config['platforms'][Name]>;

/** Makes both sides of every configured platform. Nothing is called before an intake starts or a message is sent. */
export function createPlatforms(parts: PlatformParts, onRelease: OnRelease): readonly Platform[] {
  const { discord, telegram } = parts.config.platforms;
  return [
    ...(discord ? [createDiscord(parts, discord, onRelease)] : []),
    ...(telegram ? [createTelegram(parts, telegram)] : []),
  ];
}

function createDiscord(parts: PlatformParts, login: Login<'discord'>, onRelease: OnRelease): Platform {
  const { dispatcher, now, store } = parts;
  const log = parts.log.child({ platform: 'discord' });
  const tellDesk = createTellDesk(parts);
  const account = new BotAccount({ platform: 'discord', tellDesk, now, log });
  const invalid = new InvalidRequests({ tellDesk, now, log });
  const loadMedia = store.kept.media;
  const messenger = createDiscordMessenger({ ...login, account, invalid, loadMedia, now, log });
  onRelease(async () => messenger.close());
  const known = store.destinations;
  const createIntake = () => createDiscordIntake({ ...login, account, invalid, dispatcher, known, now, log });
  return { messenger, account, intake: oneAtATime(parts, 'discord', createIntake) };
}

function createTelegram(parts: PlatformParts, login: Login<'telegram'>): Platform {
  const { dispatcher, now, store, room } = parts;
  const log = parts.log.child({ platform: 'telegram' });
  const account = new BotAccount({ platform: 'telegram', tellDesk: createTellDesk(parts), now, log });
  const { inbox, people, polls, questions, fileIds } = store.telegram;
  const loadMedia = store.kept.media;
  const messenger = createTelegramMessenger({ ...login, account, fileIds, loadMedia, now, log });
  const createIntake = () =>
    createTelegramIntake({
      ...login,
      account,
      dispatcher,
      liveStories: () => liveSlugs(room),
      known: store.destinations,
      inbox,
      people,
      polls,
      questions,
      ...(parts.areAnswersPaced && { paces: store.paces }),
      now,
      log,
    });
  return { messenger, account, intake: oneAtATime(parts, 'telegram', createIntake) };
}

async function liveSlugs({ stories }: Pick<Newsroom, 'stories'>): Promise<readonly string[]> {
  const all = await stories.list();
  return all.filter((story) => story.state === 'live').map((story) => story.slug);
}

/** Every process notices the same trouble; the desk is told of it once. */
function createTellDesk({ store, room }: PlatformParts): TellDesk {
  return async (content) => {
    if (await store.isNews(content)) await room.wire.tellDesk(content);
  };
}

/** Lets one process at a time listen, of all that share a Redis. An embedded Redis has only this process. */
function oneAtATime({ store, log }: PlatformParts, platform: PlatformName, create: () => Intake): Intake {
  if (store.queues.isPrivate) return create();
  return new LeasedIntake({ platform, lease: store.lease(platform), create, log: log.child({ platform }) });
}
