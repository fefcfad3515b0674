import { formatItem } from '../../src/domain/backlog-item.ts';
import { type Delivery, goneMessageId } from '../../src/domain/delivery.ts';
import type { Destination, DestinationId } from '../../src/domain/destination.ts';
import { platformOf } from '../../src/domain/destination.ts';
import type { Entry, Urgency } from '../../src/domain/entry.ts';
import type { PersonId, PlatformName } from '../../src/domain/person.ts';
import type { Story } from '../../src/domain/story.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { plainText } from '../../src/domain/text/plain-text.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { Action, Button } from '../../src/newsroom/command/answer.ts';
import { createDigests } from '../../src/newsroom/digest/digests.ts';
import { keepButton } from '../../src/newsroom/dispatch/kept-invocation.ts';
import type { Draft, DraftRecords } from '../../src/newsroom/draft-records.ts';
import type { KeptRecords } from '../../src/newsroom/kept-records.ts';
import type { Limits } from '../../src/newsroom/limits.ts';
import {
  type Changed,
  type DeliveryRecords,
  type Member,
  type Newsroom,
  type NewsroomSettings,
  type Sealed,
  type StaffRecords,
  StoreUnavailable,
  type StoryEvent,
  type StoryRecords,
  type SubscriptionRecords,
  type Wait,
} from '../../src/newsroom/records.ts';
import type { Deed, DeedDone } from '../../src/newsroom/story/deed.ts';
import type { Wire } from '../../src/newsroom/wire.ts';
import { contentLimit, renderDiscord } from '../../src/platforms/discord/render.ts';
import { createPreviewer } from '../../src/platforms/previewer.ts';
import { limitOf, renderTelegram } from '../../src/platforms/telegram/render.ts';

/** What the fake newsroom was told, and the handles with which a test plays the rest of the world. */
export interface FakeWorld {
  /** The clock, in milliseconds. */
  now: Instant;
  /** How the newsroom is set up: no previews and no time to undo, until a test says otherwise. */
  readonly settings: { previewFor: NewsroomSettings['previewFor']; undoMs: number };
  /** While true, every records port throws StoreUnavailable. */
  isStoreDown: boolean;
  /** While true, the wire throws. */
  isWireDown: boolean;
  /** Runs once between a decision and its commit, as if someone else were faster. */
  meanwhile: (() => Promise<void>) | undefined;
  /** Events in the outbox, in order. */
  readonly outbox: { readonly slug: string; readonly event: StoryEvent }[];
  /** What the wire was asked for, as short lines. */
  readonly asked: string[];
  /** What single places were told, as plain text. */
  readonly told: { readonly place: DestinationId; readonly text: string }[];
  /** What is told in turn where those do not take it. */
  readonly toldInstead: { readonly place: DestinationId | 'desk'; readonly text: string }[];
  /** What the desk was told, as plain text. */
  readonly deskHeard: string[];
  /** The notices at the desk: their present text and buttons. */
  readonly notices: Map<string, { readonly text: string; readonly buttons: readonly Button[] }>;
  /** Jobs that wait, by platform. */
  readonly waiting: Record<PlatformName, number>;
  setDelivery(destination: DestinationId, entry: string, delivery: Delivery): void;
  setBacklog(destination: DestinationId, size: number): void;
  setWait(destination: DestinationId, wait: Wait): void;
}

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

/** A value as the store would give it back: a copy, which nobody else can change. */
function stored<T>(value: T): T {
  return structuredClone(value);
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

interface StoryRow {
  story: Story;
  version: number;
  seen: Instant;
  readonly entries: Map<number, Entry>;
  /** The number of the entry that each call made, if any. */
  readonly calls: Map<string, number | undefined>;
}

function fakeStories(world: FakeWorld): StoryRecords {
  const rows = new Map<string, StoryRow>();
  const seals = new Map<string, Sealed>();
  const deeds = new Map<string, DeedDone[]>();
  const note = (slug: string, did: Deed | undefined) => {
    if (did !== undefined) deeds.set(slug, [...(deeds.get(slug) ?? []), { ...did, at: world.now }]);
  };

  function repeated(row: StoryRow, callId: string): Changed {
    const number = row.calls.get(callId);
    const entry = number === undefined ? undefined : row.entries.get(number);
    return stored({ story: row.story, ...(entry && { entry }), repeated: true });
  }

  return {
    find: async (slug) => stored(rows.get(slug)?.story),
    version: async (slug) => rows.get(slug)?.version,
    entry: async (slug, number) => stored(rows.get(slug)?.entries.get(number)),
    list: async () =>
      stored([...rows.values()].map(({ story }) => story)).toSorted(
        (a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt,
      ),
    entries: async (slug) =>
      stored([...(rows.get(slug)?.entries.values() ?? [])]).toSorted((a, b) => a.number - b.number),

    sealed: async (slug, number) => stored(seals.get(`${slug}/${number}`) ?? { revisions: [], bullets: [] }),
    deeds: async (slug) => stored(deeds.get(slug) ?? []),

    async see(slug, at) {
      const row = rows.get(slug);
      if (row === undefined) return at;
      row.seen = at < row.seen ? row.seen + 1 : at;
      return row.seen;
    },

    async open(story, callId, by) {
      const row = rows.get(story.slug);
      if (row !== undefined) return row.calls.has(callId) ? repeated(row, callId) : undefined;
      rows.set(story.slug, {
        story: stored(story),
        version: 1,
        seen: world.now,
        entries: new Map(),
        calls: new Map([[callId, undefined]]),
      });
      note(story.slug, by && { by, what: 'opened the story' });
      return stored({ story, repeated: false });
    },

    async change({ slug, entry: number, callId }, decide) {
      for (;;) {
        const row = rows.get(slug);
        if (row === undefined) return undefined;
        if (row.calls.has(callId)) return repeated(row, callId);
        const { version } = row;
        const entry = number === undefined ? undefined : row.entries.get(number);
        const change = decide(stored({ story: row.story, ...(entry && { entry }) }));
        const { meanwhile } = world;
        world.meanwhile = undefined;
        await meanwhile?.();
        if (row.version !== version) continue;
        const before = change.entry && (row.entries.get(change.entry.number)?.revisions.length ?? 0);
        if (change.entry && change.entry.revisions.length - (before ?? 0) > 1)
          throw new Error('too many revisions');
        if (change.seals && entry)
          seals.set(`${slug}/${entry.number}`, stored({ revisions: entry.revisions, ...change.seals }));
        note(slug, change.did);
        row.story = stored(change.story);
        row.version += 1;
        row.seen = Math.max(row.seen, world.now);
        if (change.entry) row.entries.set(change.entry.number, stored(change.entry));
        row.calls.set(callId, change.entry?.number);
        world.outbox.push(...change.events.map((event) => ({ slug, event })));
        return stored({ story: change.story, ...(change.entry && { entry: change.entry }), repeated: false });
      }
    },
  };
}

function rank({ state }: Story): number {
  return state === 'live' ? 0 : 1;
}

function fakeSubscriptions(): SubscriptionRecords {
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

function fakeStaff(subscriptions: SubscriptionRecords): StaffRecords {
  const members = new Map<PersonId, Member>();
  const desks = new Map<PlatformName, DestinationId>();
  return {
    role: async (person) => members.get(person)?.role,
    list: async () => stored([...members.values()]),
    put: async (person, role, sameAs) =>
      void members.set(person.id, stored({ person, role, ...(sameAs && { sameAs }) })),
    remove: async (person) => members.delete(person),
    async setDesk(destination, name) {
      desks.set(platformOf(destination), destination);
      await subscriptions.know(destination, name);
    },
    desks: async () => [...desks.values()],
  };
}

function fakeDeliveries(
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

function fakeKept(world: FakeWorld): KeptRecords {
  const values = new Map<string, { readonly json: string; readonly until: Instant }>();
  const marks = new Map<
    string,
    { readonly at: Instant; readonly callId: string; readonly before: Instant | undefined }
  >();
  return {
    async keep(value, ttlMs) {
      const token = String(values.size + 1).padStart(22, 't');
      values.set(token, { json: JSON.stringify(value), until: world.now + ttlMs });
      return token;
    },
    async kept(token) {
      const found = values.get(token);
      return found === undefined || found.until <= world.now ? undefined : JSON.parse(found.json);
    },
    note: async (name, value, ttlMs) =>
      void values.set(`noted ${name}`, { json: JSON.stringify(value), until: world.now + ttlMs }),
    async noted(name) {
      const found = values.get(`noted ${name}`);
      return found === undefined || found.until <= world.now ? undefined : JSON.parse(found.json);
    },
    dropMedia: async (mediaId) => void world.asked.push(`drop ${mediaId}`),
    async forget(texts) {
      for (const [token, { json }] of values)
        if ([...texts].some((text) => json.includes(JSON.stringify(text)))) values.delete(token);
    },
    keepMedia: async (bytes) => `media-of-${bytes.byteLength}-bytes`,
    media: async () => undefined,
    async lastRead(reader, slug, callId) {
      const mark = marks.get(`${reader} ${slug}`);
      return mark?.callId === callId ? mark.before : mark?.at;
    },
    async markRead(reader, slug, { at, callId }) {
      const mark = marks.get(`${reader} ${slug}`);
      if (mark?.callId !== callId) marks.set(`${reader} ${slug}`, { at, callId, before: mark?.at });
    },
  };
}

function fakeLimits(): Limits {
  const uses = new Map<string, Instant[]>();
  return {
    async take(name, limit, now) {
      const taken = (uses.get(name) ?? []).filter((at) => at + limit.perMs > now);
      const [oldest] = taken;
      if (oldest !== undefined && taken.length >= limit.uses) return oldest + limit.perMs;
      uses.set(name, [...taken, now]);
      return undefined;
    },
  };
}

function fakeDrafts(): DraftRecords {
  const drafts = new Map<string, Draft>();
  return {
    async put(id, draft) {
      if (!drafts.has(id)) drafts.set(id, stored(draft));
    },
    find: async (id) => stored(drafts.get(id)),
    async replace(id, draft) {
      if (!drafts.has(id)) return false;
      drafts.set(id, stored(draft));
      return true;
    },
    remove: async (id) => void drafts.delete(id),
    of: async (person) => [...drafts].flatMap(([id, { by }]) => (by === person ? [id] : [])).toReversed(),
  };
}

function fakeWire(world: FakeWorld, kept: KeptRecords): Wire {
  const subjects = new Map<string, string>();
  const keepAll = (actions: readonly Action[]) =>
    Promise.all(actions.map((action) => keepButton(kept, action)));

  async function ask(line: string): Promise<void> {
    if (world.isWireDown) throw new Error('the queue does not answer');
    world.asked.push(line);
  }
  return {
    storyChanged: (slug: string, urgency: Urgency) => ask(`changed ${slug} ${urgency}`),
    refreshCard: (destination, slug) => ask(`card ${destination} ${slug}`),
    postDigest: (destination, slug, { since }) => ask(`digest ${destination} ${slug} since ${since}`),
    scheduleDigests: ({ destination, slug, digest }, zone) =>
      ask(
        `digests ${destination} ${slug} ${digest === undefined ? 'off' : `${JSON.stringify(digest)} ${zone}`}`,
      ),
    scheduleEntry: (slug, number, at) => ask(`publish ${slug}/${number} at ${new Date(at).toISOString()}`),
    unscheduleEntry: (slug, number, at) =>
      ask(`no longer publish ${slug}/${number} at ${new Date(at).toISOString()}`),
    async tell(place, content, { about, instead } = {}) {
      if (about !== undefined && subjects.has(about)) return;
      if (about !== undefined) subjects.set(about, `told-${world.told.length}`);
      world.told.push({ place, text: plainText(content) });
      for (let one = instead; one !== undefined; one = one.instead)
        world.toldInstead.push({ place: one.place ?? 'desk', text: plainText(one.content) });
    },
    async tellDesk(content, actions = [], about) {
      const id = `notice-${world.notices.size + 1}`;
      const text = plainText(content);
      world.deskHeard.push(text);
      world.notices.set(id, { text, buttons: await keepAll(actions) });
      if (about !== undefined) subjects.set(about, id);
      return id;
    },
    async tellDeskAs(id, { content, actions, about }) {
      const text = plainText(content);
      if (!world.notices.has(id)) world.deskHeard.push(text);
      world.notices.set(id, { text, buttons: await keepAll(actions) });
      if (about !== undefined) subjects.set(about, id);
    },
    findNotice: async (about) => subjects.get(about),
    async reviseNotice(id, content, actions = []) {
      if (!world.notices.has(id)) return;
      world.notices.set(id, { text: plainText(content), buttons: await keepAll(actions) });
    },
    wake: (destination) => ask(`wake ${destination}`),
    waiting: async () => ({ ...world.waiting }),
  };
}
