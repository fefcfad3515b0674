import { composeEntry, composeLeftOver } from '../domain/compose/compose-entry.ts';
import type { Delivery } from '../domain/delivery.ts';
import { type Entry, latest, placeInStory, type Signal, wasPutRight } from '../domain/entry.ts';
import type { Story } from '../domain/story.ts';
import { entryUrl } from '../domain/story-url.ts';
import { languageOf, type Subscription } from '../domain/subscription.ts';
import type { Language } from '../domain/words/language.ts';
import type { StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { isDue } from './catch-up.ts';
import { followedChange } from './observer.ts';
import { isUnsent } from './row.ts';
import type { Wanted, Wish } from './wanted.ts';

/** What {@link createEntryReader} reads from. */
export interface EntrySources {
  readonly stories: Pick<StoryRecords, 'entry'>;
  readonly subscriptions: Pick<SubscriptionRecords, 'find' | 'former'>;
  readonly findStory: (slug: string) => Promise<Story | undefined>;
  /** The root address of the story pages; absent when there are none. */
  readonly publicUrl?: string;
}

/**
 * Reads what a destination should show as an entry; undefined when it should not (or no longer) be sent there, or was
 * told in a digest.
 */
export function createEntryReader({ stories, subscriptions, findStory, publicUrl }: EntrySources) {
  function pageOf({ slug, number }: Entry): { readonly page?: string } {
    return publicUrl === undefined ? {} : { page: entryUrl(publicUrl, slug, number) };
  }

  return async (wish: Wish, slug: string, number: number): Promise<Wanted | undefined> => {
    const [subscription, story, entry] = await Promise.all([
      subscriptions.find(wish.destination, slug),
      findStory(slug),
      stories.entry(slug, number),
    ]);
    if (story === undefined || entry === undefined || isToldInDigest(entry, wish.delivery)) return undefined;
    if (subscription === undefined && !hasToFollow(entry, wish.delivery)) return undefined;
    if (subscription !== undefined && isUnsent(wish.delivery) && !isDue(entry, subscription))
      return undefined;
    const language = languageOf(story, subscription ?? (await subscriptions.former(wish.destination, slug)));
    const cacheKey = entryCacheKey({ story, entry, language });
    return {
      compose: () => composeEntry({ story, entry, language, ...pageOf(entry) }),
      silent: entry.urgency === 'quiet',
      pin: false,
      revision: entry.revisions.length,
      cacheKey,
      ...publication(entry, subscription),
      leftOver: {
        compose: () => ({ content: composeLeftOver({ story, entry, language }) }),
        cacheKey: `left ${cacheKey}`,
      },
      restoresPicture: entry.revisions.some(({ signal }) => signal === 'hold'),
      change: followedChange(entry),
      ...newsOf(entry),
    };
  };
}

/**
 * Flashes and key entries are always published; others when there is room, since the card tells of them and is
 * published too.
 */
function publication(entry: Entry, subscription: Subscription | undefined): Pick<Wanted, 'publish'> {
  const from = subscription?.crosspost;
  if (from === undefined || placeInStory(entry) < from || entry.status !== 'usable') return {};
  return { publish: entry.key || entry.urgency === 'flash' ? 'surely' : 'with-room' };
}

/** A hold removes an entry from the digest that told it, and a release does not bring it back there. */
function isToldInDigest({ revisions }: Entry, delivery: Delivery | undefined): boolean {
  const isDigested = delivery?.state === 'digested';
  return isDigested && revisions.slice(delivery.revision).every(({ signal }) => signal !== 'release');
}

const lasting: readonly Signal[] = ['correction', 'hold', 'release', 'kill'];

/** Where a story is no longer followed, copies stay as they are unless they have to be put right or taken back. */
function hasToFollow(entry: Entry, delivery: Delivery | undefined): boolean {
  if (delivery === undefined || isUnsent(delivery)) return false;
  const isNews = entry.revisions.slice(delivery.revision).some(({ signal }) => lasting.includes(signal));
  return isNews || isHalfDone(delivery);
}

/** Readers get one version whole, although its first message went out, or may have, before the subscription ended. */
function isHalfDone({ state, copies }: Delivery): boolean {
  const isBegun = state === 'partial' || state === 'sending';
  return isBegun || copies.some(({ fingerprint }) => fingerprint === '');
}

/** What takes something back or puts it right has to arrive, however late. */
function newsOf(entry: Entry): Pick<Wanted, 'news'> {
  if (wasPutRight(entry)) return {};
  return { news: { kind: entry.urgency, at: Math.max(latest(entry).at, entry.publishedAt) } };
}

/** A story and the language to tell it in. */
interface Told {
  readonly story: Story;
  readonly language: Language;
}

/** Identifies everything that an entry's message is made from. */
function entryCacheKey({ story, entry, language }: Told & { readonly entry: Entry }): string {
  const { slug, headline, zone, label, clock } = story;
  const about = [headline, zone, label, clock, language, entry.status, entry.publishedAt];
  return JSON.stringify([slug, entry.number, entry.revisions.length, ...about]);
}
