import { beforeEach, describe, expect, it, test } from 'vitest';
import { createWantedReader, type Wanted } from '../../../src/delivery/wanted.ts';
import type { BacklogItem } from '../../../src/domain/backlog-item.ts';
import { type Delivery, goneMessageId } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import type { Language } from '../../../src/domain/words/language.ts';
import type { Newsroom } from '../../../src/newsroom/records.ts';
import type { FakeWorld } from '../../support/fake/world.ts';
import { createFakeNewsroom } from '../../support/fake-newsroom.ts';
import { ferryStrike, lindhavn, published } from '../../support/lindhavn.ts';

const slug = 'lindhavn-ferries';
const now = lindhavn('2026-02-26 14:00');
const inspection = published(1, '2026-02-26 13:09', { headline: 'Ferries stay', source: 'Police' });

const own: DestinationId = 'discord:1';
const polish: DestinationId = 'discord:2';
const arabic: DestinationId = 'telegram:3';

/** The languages in which the three destinations follow the story. */
const chosen: readonly (readonly [DestinationId, Language | undefined])[] = [
  [own, undefined],
  [polish, 'pl'],
  [arabic, 'ar'],
];

let room: Newsroom;
let world: FakeWorld;
let wanted: ReturnType<typeof createWantedReader>;

async function want(destination: DestinationId, item: BacklogItem): Promise<Wanted> {
  const found = await wanted({ destination, item });
  if (found === undefined) throw new Error('Nothing is wanted');
  return found;
}

const told = async (destination: DestinationId, item: BacklogItem) =>
  plainText((await want(destination, item)).compose().content);

beforeEach(async () => {
  ({ room, world } = createFakeNewsroom(now, []));
  const { stories, subscriptions, deliveries, digests } = room;
  wanted = createWantedReader({
    stories,
    subscriptions,
    deliveries,
    digests,
    notices: { find: async () => undefined },
  });
  await room.stories.open(ferryStrike(), 'open');
  await room.stories.change({ slug, callId: 'publish' }, ({ story }) => ({
    story: { ...story, lastNumber: 1 },
    entry: inspection,
    events: [],
  }));
  const since = lindhavn('2026-02-26 13:00');
  for (const [destination, language] of chosen) {
    const subscription = { destination, slug, level: 'all', since, ...(language && { language }) } as const;
    await room.subscriptions.put(subscription, destination);
  }
});

describe('what is wanted at a destination', () => {
  it.each<[BacklogItem, string, string, string]>([
    [{ kind: 'entry', slug, number: 1 }, 'Source: Police', 'Źródło: Police', 'المصدر: '],
    [{ kind: 'card', slug }, 'LIVE', 'NA ŻYWO', 'مباشر'],
    [
      { kind: 'digest', slug, since: lindhavn('2026-02-26 13:00'), until: now },
      '1 update since 1 p.m.',
      '1 wpis od 13:00',
      'خبر واحد منذ 13:00',
    ],
  ])('is told in its own language, else in the story’s: %o', async (item, english, inPolish, inArabic) => {
    expect(await told(own, item)).toContain(english);
    expect(await told(polish, item)).toContain(inPolish);
    expect(await told(arabic, item)).toContain(inArabic);
  });

  it.each<BacklogItem>([
    { kind: 'entry', slug, number: 1 },
    { kind: 'card', slug },
  ])('is rendered once per language: %o', async (item) => {
    const keys = await Promise.all(chosen.map(async ([id]) => (await want(id, item)).cacheKey));
    expect(new Set(keys).size).toBe(3);
    const again = await Promise.all(chosen.map(async ([id]) => (await want(id, item)).cacheKey));
    expect(again).toEqual(keys);
  });

  it('follows the story when its language and its clock change', async () => {
    const item: BacklogItem = { kind: 'entry', slug, number: 1 };
    const before = await want(own, item);
    await room.stories.change({ slug, callId: 'clock' }, ({ story }) => ({
      story: { ...story, clock: '24h' },
      events: [],
    }));
    const after = await want(own, item);
    expect(after.cacheKey).not.toBe(before.cacheKey);
    expect(await told(own, item)).toContain('(13.09 Oslo time)');
    await room.stories.change({ slug, callId: 'language' }, ({ story }) => ({
      story: { ...story, language: 'ar' },
      events: [],
    }));
    expect(await told(own, item)).toContain('المصدر');
    expect((await want(own, item)).cacheKey).not.toBe(after.cacheKey);
  });

  it('leads from a bullet to the entry’s own message, where there is one that has an address', async () => {
    const { subscriptions, stories } = room;
    await stories.change({ slug, callId: 'bullet' }, ({ story }) => ({
      story: { ...story, keyDevelopments: [{ text: 'Ferries stay', entry: 1 }], keyDevelopmentsAt: now },
      events: [],
    }));
    const subscription = { slug, level: 'all', since: 0 } as const;
    await subscriptions.put(
      { destination: own, ...subscription },
      '#news',
      'https://discord.com/channels/5/1',
    );
    await subscriptions.put(
      { destination: polish, ...subscription },
      '#novo',
      'https://discord.com/channels/5/2',
    );
    await subscriptions.put({ destination: arabic, ...subscription }, 'Chat');
    const row = (messageId: string): Delivery => ({
      state: 'delivered',
      revision: 1,
      copies: [{ messageId, fingerprint: 'f' }],
    });
    world.setDelivery(own, `${slug}/1`, row('77'));
    world.setDelivery(polish, `${slug}/1`, row(goneMessageId));
    world.setDelivery(arabic, `${slug}/1`, row('78'));
    const cards = await Promise.all([own, polish, arabic].map((id) => want(id, { kind: 'card', slug })));
    expect(cards.map(({ links }) => [...(links ?? new Map()).values()])).toEqual([
      ['https://discord.com/channels/5/1/77'],
      [],
      [],
    ]);
    const linked = cards.map(({ compose }) => JSON.stringify(compose().content).includes('"link"'));
    expect(linked).toEqual([true, false, false]);
    world.setDelivery(polish, `${slug}/1`, row('79'));
    const again = await want(polish, { kind: 'card', slug });
    expect(again.cacheKey).not.toBe(cards[1]?.cacheKey);
  });
});

test('a digest that is posted has the story’s picture, and leads to what has no room on its screen', async () => {
  const picture = { mediaId: 'm1', mimeType: 'image/jpeg', credit: 'Mari Holt' };
  const body = 'The breakwater needs a second inspection. '.repeat(20);
  await room.stories.change({ slug, callId: 'picture' }, ({ story }) => ({
    story: { ...story, picture, lastNumber: 4 },
    events: [],
  }));
  for (const number of [2, 3, 4]) {
    await room.stories.change({ slug, callId: `publish ${number}` }, ({ story }) => ({
      story,
      entry: published(number, `2026-02-26 13:1${number}`, { headline: `Round ${number}`, body }),
      events: [],
    }));
  }
  const window = { since: 0, until: lindhavn('2026-02-26 14:00') };
  const composed = (await want(own, { kind: 'digest', slug, ...window })).compose();
  expect(composed.picture).toEqual(picture);
  expect(composed.buttons).toEqual([
    { kind: 'more', label: 'More', page: { slug, since: 0, from: 3 } },
    { kind: 'link', label: 'Full story', url: 'https://example.org/lindhavn' },
  ]);
  expect(plainText(composed.content)).toContain('Photo: Mari Holt');
});
