import type { Config } from './config.ts';
import { createCatchUp } from './delivery/catch-up.ts';
import { createDeskNotices } from './delivery/desk-notices.ts';
import { createDeskReports } from './delivery/desk-reports.ts';
import { startEngine } from './delivery/engine.ts';
import type { FanOutDeps } from './delivery/fan-out.ts';
import { createGate } from './delivery/gate.ts';
import { createMailbox, type MailboxDeps } from './delivery/mailbox.ts';
import type { PlatformWork } from './delivery/mailbox-worker.ts';
import { observedBacklogs } from './delivery/observer.ts';
import type { Queues } from './delivery/queues.ts';
import { createRenderCache } from './delivery/render-cache.ts';
import { usualAges, usualBackOff } from './delivery/retry.ts';
import { createSharedGate } from './delivery/shared-gate.ts';
import { createStoryReader } from './delivery/story-reader.ts';
import { createWantedReader } from './delivery/wanted.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Logger } from './logger.ts';
import { watchDelivery } from './monitoring/delivery-watch.ts';
import type { Metrics } from './monitoring/metrics.ts';
import { welcome } from './newsroom/destination/welcome.ts';
import { publishScheduled } from './newsroom/entry/publish-scheduled.ts';
import { announceSubmission } from './newsroom/entry/submit-entry.ts';
import type { Newsroom } from './newsroom/records.ts';
import { afterKill } from './newsroom/revision/after-kill.ts';
import { keepUp } from './newsroom/story/keep-up.ts';
import type { Messenger } from './platforms/platform.ts';
import type { OnRelease } from './releasers.ts';
import type { RepeatedTrouble } from './repeated-trouble.ts';
import { newId } from './room.ts';
import { isAddressRefused } from './storage/connection-trouble.ts';
import type { Store } from './storage/store.ts';

/** What {@link startDelivery} works with. */
export interface DeliveryParts {
  readonly config: Pick<Config, 'publicUrl' | 'upkeep' | 'callsPerSecond'>;
  readonly log: Logger;
  readonly store: Store;
  readonly queues: Queues;
  readonly room: Newsroom;
  readonly metrics: Metrics;
  readonly trouble: RepeatedTrouble;
  /** One for each platform. */
  readonly messengers: readonly Messenger[];
  /** Whether the messengers keep to the rates that the platforms allow. */
  readonly isPaced: boolean;
  readonly now: () => Instant;
}

/** How many destinations one process serves at the same time on one platform. */
const concurrency = 50;

/** Starts the delivery engine; it is stopped on release. */
export function startDelivery(parts: DeliveryParts, onRelease: OnRelease): void {
  const { config, log, store, queues, room, metrics, trouble, now } = parts;
  const { subscriptions, outbox, spread } = store;
  const { upkeep } = config;
  // Shared: what fan-out has read, the mailboxes that it wakes need not read again.
  const stories = createStoryReader(store.stories);
  const observer = watchDelivery({ metrics, spread, log, now });
  const backlogs = observedBacklogs(store.backlogs, observer);
  const common = createCommon({ ...parts, backlogs, stories });
  // By the first send it is known whether the platform answers: calls that waited for that together would be too many
  // at once.
  for (const messenger of parts.messengers) void messenger.check?.();
  const engine = startEngine({
    settings: store.queues,
    queues,
    outbox,
    backlogs,
    stories,
    subscriptions,
    observer,
    now,
    platforms: parts.messengers.map((messenger) => workOf(messenger, { ...common, observer }, parts)),
    announce: (slug, number) => announceSubmission(room, { slug, number }),
    welcome: (newcomer) => welcome(room, newcomer),
    afterKill: (slug, number) => afterKill(room, { slug, number }),
    upkeep: { settings: upkeep, run: (slug) => keepUp(room, slug, upkeep) },
    publish: (slug, number) => publishScheduled(room, { slug, number }, `publish:${slug}/${number}`),
    onError(err, about) {
      if (!isAddressRefused(err)) trouble.write('error', { err, about }, 'delivery trouble');
    },
  });
  onRelease(() => engine.stop());
}

/** What the mailboxes of both platforms share. */
type Common = Omit<MailboxDeps, 'messenger' | 'parts' | 'paces' | 'gate'>;

function createCommon({
  config,
  store,
  queues,
  room,
  now,
  backlogs,
  stories,
}: DeliveryParts & Pick<MailboxDeps, 'backlogs'> & Pick<FanOutDeps, 'stories'>): Common {
  const { subscriptions } = store;
  const { publicUrl, upkeep } = config;
  const notices = createDeskNotices({ ...store, backlogs, queues, newId, now });
  return {
    backlogs,
    subscriptions,
    wanted: createWantedReader({
      ...store,
      stories,
      digests: room.digests,
      silenceAfter: { silenceMs: upkeep.silenceMs, now },
      ...(publicUrl && { publicUrl }),
    }),
    desk: createDeskReports({ ...notices, subscriptions, isNews: store.isNews }),
    catchUp: createCatchUp({ backlogs, stories, subscriptions, now }),
    now,
    random: Math.random,
    backOff: usualBackOff,
    ages: usualAges,
  };
}

function workOf(
  messenger: Messenger,
  common: Common,
  { store, config, isPaced }: Pick<DeliveryParts, 'store' | 'config' | 'isPaced'>,
): PlatformWork {
  const { platform } = messenger;
  const deps = { ...common, messenger, parts: createRenderCache(messenger.render) };
  if (!isPaced) return { platform, run: createMailbox(deps), concurrency };
  const callsPerSecond = config.callsPerSecond[platform];
  const own = createGate({ calls: callsPerSecond, perMs: 1_000 });
  const { queues, botCalls } = store;
  const gate = queues.isPrivate ? own : createSharedGate({ own, botCalls, platform, callsPerSecond });
  const run = createMailbox({ ...deps, paces: store.paces, gate });
  return { platform, run, concurrency, callsPerSecond };
}
