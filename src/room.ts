import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import type { Queues } from './delivery/queues.ts';
import { createWire } from './delivery/wire.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Logger } from './logger.ts';
import { loggedStories } from './monitoring/logged-stories.ts';
import { createDigests } from './newsroom/digest/digests.ts';
import type { Newsroom } from './newsroom/records.ts';
import { contentLimit, renderDiscord } from './platforms/discord/render.ts';
import { createPreviewer, type PreviewedPlatform } from './platforms/previewer.ts';
import { limitOf, renderTelegram } from './platforms/telegram/render.ts';
import type { Store } from './storage/store.ts';

/** What {@link createRoom} works with. */
export interface RoomDeps {
  readonly config: Pick<
    Config,
    'platforms' | 'chiefs' | 'sameChiefs' | 'publicUrl' | 'previewFor' | 'undoMs'
  >;
  readonly log: Logger;
  readonly store: Store;
  readonly queues: Queues;
  readonly now: () => Instant;
}

/** A unique id that nobody can guess: twelve letters, digits, `-` and `_`. */
export function newId(): string {
  return randomBytes(9).toString('base64url');
}

/** Makes everything that use cases need from outside. */
export function createRoom({ config, log, store, queues, now }: RoomDeps): Newsroom {
  const { subscriptions, staff, deliveries, kept, drafts, limits, backlogs, notices } = store;
  const stories = loggedStories(store.stories, log);
  const wire = createWire({ backlogs, notices, queues, staff, kept, newId, now });
  const chiefs = new Set(config.chiefs);
  const preview = createPreviewer(previewedPlatforms(config));
  const { publicUrl, undoMs, previewFor, sameChiefs } = config;
  const pages = publicUrl === undefined ? {} : { publicUrl };
  const digests = createDigests({ stories, ...pages });
  const same = sameChiefs === undefined ? {} : { sameChiefs };
  const own = { wire, preview, chiefs, ...same, settings: { undoMs, previewFor }, now, ...pages };
  return { stories, subscriptions, staff, deliveries, kept, drafts, limits, digests, ...own };
}

/** For previews: how each configured platform's messenger renders posts. */
function previewedPlatforms({
  platforms: { discord, telegram },
}: Pick<Config, 'platforms'>): readonly PreviewedPlatform[] {
  const localTimes = telegram?.localTimes ?? false;
  return [
    ...(discord
      ? [{ platform: 'discord', render: renderDiscord, limitOf: () => contentLimit } as const]
      : []),
    ...(telegram
      ? [
          {
            platform: 'telegram',
            render: (content, options) => renderTelegram(content, options, { localTimes, quietNames: true }),
            limitOf,
          } as const satisfies PreviewedPlatform,
        ]
      : []),
  ];
}
