import { formatItem } from '../../../src/domain/backlog-item.ts';
import { type Delivery, goneMessageId } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { DeliveryRecords, SubscriptionRecords, Wait } from '../../../src/newsroom/records.ts';
import { stored } from './stored.ts';

/** What was delivered where, as the test says. */
export function fakeDeliveries(
  {
    deliveries,
    backlogs,
    waits,
  }: {
    readonly deliveries: Map<string, Delivery>;
    readonly backlogs: ReadonlyMap<DestinationId, number>;
    readonly waits: ReadonlyMap<DestinationId, Wait>;
  },
  subscriptions: SubscriptionRecords,
): DeliveryRecords {
  return {
    find: async (destination, slug, number) => stored(deliveries.get(`${destination} ${slug}/${number}`)),
    async resolve(destination, item, { how }) {
      const key = `${destination} ${formatItem(item)}`;
      const { state, revision = 0, copies = [] } = deliveries.get(key) ?? {};
      if (state !== 'unknown' && state !== 'refused' && state !== 'stale') return false;
      const arrived = how === 'arrived' ? [{ messageId: goneMessageId, fingerprint: '' }] : [];
      deliveries.set(key, { state: 'partial', revision, copies: [...copies, ...arrived] });
      return true;
    },
    async progress(items, places) {
      return Promise.all(
        places.map(async (destination) => {
          const known = await subscriptions.destination(destination);
          const wait = waits.get(destination);
          return stored({
            destination,
            name: known?.name ?? destination,
            state: known?.state ?? { kind: 'active' as const },
            ...(known?.messagesAt && { messagesAt: known.messagesAt }),
            ...(wait && { wait }),
            deliveries: items.map((item) => deliveries.get(`${destination} ${formatItem(item)}`)),
          });
        }),
      );
    },
    backlogSize: async (destination) => backlogs.get(destination) ?? 0,
    async entryOfMessage(destination, messageId) {
      const followed = new Set((await subscriptions.ofDestination(destination)).map(({ slug }) => slug));
      const found = [...deliveries].find(
        ([key, { copies }]) =>
          key.startsWith(`${destination} `) && copies.some((copy) => copy.messageId === messageId),
      );
      const [slug = '', number] = found?.[0].slice(destination.length + 1).split('/') ?? [];
      return followed.has(slug) ? { slug, number: Number(number) } : undefined;
    },
  };
}
