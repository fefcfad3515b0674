import type { Destination, DestinationId } from '../../../src/domain/destination.ts';
import { platformOf } from '../../../src/domain/destination.ts';
import type { PersonId, PlatformName } from '../../../src/domain/person.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import type { Member, StaffRecords, SubscriptionRecords } from '../../../src/newsroom/records.ts';
import { stored } from './stored.ts';

/** Destinations and what they follow, in memory. */
export function fakeSubscriptions(): SubscriptionRecords {
  const rows = new Map<string, Subscription>();
  const formers = new Map<string, Subscription>();
  const destinations = new Map<DestinationId, Destination>();
  const keyOf = (id: DestinationId, slug: string) => `${id} ${slug}`;
  const all = () => stored([...rows.values()]);

  const records: SubscriptionRecords = {
    async know(id, name, messagesAt) {
      const state = destinations.get(id)?.state ?? { kind: 'active' };
      destinations.set(id, { id, name, state, ...(messagesAt && { messagesAt }) });
    },
    async put(subscription, name, messagesAt) {
      await records.know(subscription.destination, name, messagesAt);
      rows.set(keyOf(subscription.destination, subscription.slug), stored(subscription));
      formers.delete(keyOf(subscription.destination, subscription.slug));
    },
    async remove(id, slug) {
      const ended = rows.get(keyOf(id, slug));
      if (ended !== undefined) formers.set(keyOf(id, slug), ended);
      return rows.delete(keyOf(id, slug));
    },
    async welcomed(id, slug) {
      const known = rows.get(keyOf(id, slug));
      if (known === undefined) return;
      const { isNewcomer: _, ...settled } = known;
      rows.set(keyOf(id, slug), settled);
    },
    former: async (id, slug) => stored(formers.get(keyOf(id, slug))),
    formersOf: async (slug) => stored([...formers.values()]).filter((one) => one.slug === slug),
    find: async (id, slug) => stored(rows.get(keyOf(id, slug))),
    ofDestination: async (id) => all().filter(({ destination }) => destination === id),
    ofStory: async (slug) => all().filter((one) => one.slug === slug),
    async page(slug, which) {
      return { subscriptions: await (which === 'current' ? records.ofStory(slug) : records.formersOf(slug)) };
    },
    destination: async (id) => stored(destinations.get(id)),
    destinationsWithin: async (id) =>
      stored([...destinations.values()].filter((one) => one.id === id || one.id.startsWith(`${id}:`))),
    async setState(id, state) {
      const known = destinations.get(id);
      if (known === undefined || known.state.kind === state.kind) return false;
      destinations.set(id, { ...known, state });
      return true;
    },
    async stateTold(id, since) {
      const known = destinations.get(id);
      if (known?.state.since !== since) return;
      const { isUntold: _, ...state } = known.state;
      destinations.set(id, { ...known, state });
    },
    async move(from, to) {
      const known = destinations.get(from);
      if (known && !destinations.has(to)) destinations.set(to, { ...known, id: to });
      for (const subscription of await records.ofDestination(from)) {
        await records.put({ ...subscription, destination: to }, known?.name ?? to);
        await records.remove(from, subscription.slug);
      }
      destinations.delete(from);
    },
    movedTo: async () => undefined,
  };
  return records;
}

/** Members and desks in memory. */
export function fakeStaff(subscriptions: SubscriptionRecords): StaffRecords {
  const members = new Map<PersonId, Member>();
  const chiefNames = new Map<PersonId, string>();
  const desks = new Map<PlatformName, DestinationId>();
  return {
    role: async (person) => members.get(person)?.role,
    list: async () => stored([...members.values()]),
    put: async (person, role, sameAs) =>
      void members.set(person.id, stored({ person, role, ...(sameAs && { sameAs }) })),
    remove: async (person) => members.delete(person),
    nameChief: async ({ id, name }) => void chiefNames.set(id, name),
    chiefNames: async () => new Map(chiefNames),
    async setDesk(destination, name) {
      desks.set(platformOf(destination), destination);
      await subscriptions.know(destination, name);
    },
    desks: async () => [...desks.values()],
  };
}
