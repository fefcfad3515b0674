import type { Delivery } from '../../src/domain/delivery.ts';
import type { DestinationId } from '../../src/domain/destination.ts';
import type { PersonId } from '../../src/domain/person.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { createDigests } from '../../src/newsroom/digest/digests.ts';
import { type Newsroom, StoreUnavailable, type Wait } from '../../src/newsroom/records.ts';
import { contentLimit, renderDiscord } from '../../src/platforms/discord/render.ts';
import { createPreviewer } from '../../src/platforms/previewer.ts';
import { limitOf, renderTelegram } from '../../src/platforms/telegram/render.ts';
import { fakeDeliveries } from './fake/deliveries.ts';
import { fakeDrafts, fakeKept, fakeLimits } from './fake/kept.ts';
import { fakeStories } from './fake/stories.ts';
import { fakeStaff, fakeSubscriptions } from './fake/subscriptions.ts';
import { fakeWire } from './fake/wire.ts';
import type { FakeWorld } from './fake/world.ts';

/** Every port of the newsroom in memory, faithful to what the ports promise. */
export interface FakeNewsroom {
  readonly room: Newsroom;
  readonly world: FakeWorld;
}

/** Makes a newsroom in memory. `chiefs` are chiefs by configuration. */
export function createFakeNewsroom(now: Instant, chiefs: readonly PersonId[]): FakeNewsroom {
  const deliveries = new Map<string, Delivery>();
  const backlogs = new Map<DestinationId, number>();
  const waits = new Map<DestinationId, Wait>();
  const world: FakeWorld = {
    now,
    settings: { previewFor: 'nobody', undoMs: 0 },
    isStoreDown: false,
    isWireDown: false,
    meanwhile: undefined,
    outbox: [],
    asked: [],
    told: [],
    toldInstead: [],
    deskHeard: [],
    notices: new Map(),
    waiting: { discord: 0, telegram: 0 },
    setDelivery: (destination, entry, delivery) => deliveries.set(`${destination} ${entry}`, delivery),
    setBacklog: (destination, size) => backlogs.set(destination, size),
    setWait: (destination, wait) => waits.set(destination, wait),
  };
  const subscriptions = fakeSubscriptions();
  const kept = failing(fakeKept(world), world);
  const stories = failing(fakeStories(world), world);
  const room: Newsroom = {
    stories,
    limits: failing(fakeLimits(), world),
    digests: createDigests({ stories }),
    subscriptions: failing(subscriptions, world),
    staff: failing(fakeStaff(subscriptions), world),
    deliveries: failing(fakeDeliveries({ deliveries, backlogs, waits }, subscriptions), world),
    kept,
    drafts: failing(fakeDrafts(), world),
    wire: fakeWire(world, kept),
    preview: createPreviewer([
      { platform: 'discord', render: renderDiscord, limitOf: () => contentLimit },
      { platform: 'telegram', render: renderTelegram, limitOf },
    ]),
    settings: world.settings,
    chiefs: new Set(chiefs),
    now: () => world.now,
  };
  return { room, world };
}

/** The same port, throwing StoreUnavailable while the store is down. */
function failing<T extends object>(port: T, world: FakeWorld): T {
  return new Proxy(port, {
    get(target, name, receiver) {
      if (world.isStoreDown) return () => Promise.reject(new StoreUnavailable(new Error('down')));
      return Reflect.get(target, name, receiver);
    },
  });
}
