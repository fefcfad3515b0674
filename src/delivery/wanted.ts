import type { BacklogItem, DigestItem } from '../domain/backlog-item.ts';
import { composeEntry, composeLeftOver } from '../domain/compose/compose-entry.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import { type Entry, latest, placeInStory, type Signal, wasPutRight } from '../domain/entry.ts';
import type { Picture } from '../domain/picture.ts';
import { digestButtons, type PostButton } from '../domain/post-button.ts';
import type { Story } from '../domain/story.ts';
import { entryUrl, withPage } from '../domain/story-url.ts';
import { languageOf, type Subscription } from '../domain/subscription.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Language } from '../domain/words/language.ts';
import type { Digests } from '../newsroom/digest/digests.ts';
import type { DeliveryRecords, StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { isDue } from './catch-up.ts';
import type { Links } from './links.ts';
import { type FollowedChange, followedChange } from './observer.ts';
import type { Notices } from './ports.ts';
import type { News } from './retry.ts';
import { isUnsent } from './row.ts';
import { createStoryReader } from './story-reader.ts';
import { createCardReader } from './wanted-card.ts';
import { createCorrectionReader } from './wanted-correction.ts';

/** What messages are rendered from. */
export interface Composed {
  readonly content: RichText;
  readonly picture?: Picture;
  readonly linkPreview?: string;
  readonly buttons?: readonly PostButton[];
}

/** What a destination should show for one backlog item. */
export interface Wanted {
  /**
   * Composes what is to be rendered. It parses Markdown, so it is not called when an equal key was rendered before.
   */
  readonly compose: () => Composed;
  readonly silent: boolean;
  readonly pin: boolean;
  /** Whether to publish it to those who follow the channel: always, or only when there is room. */
  readonly publish?: 'surely' | 'with-room';
  /** The message that the first part replies to. */
  readonly replyTo?: string;
  /** What a message should show that is no longer wanted but cannot be deleted. */
  readonly leftOver?: Renderable;
  /** Whether a message that was sent with a picture may have lost it since. */
  readonly restoresPicture?: boolean;
  /** The number of revisions that the content includes. */
  readonly revision: number;
  /** Equal keys mean equal content; absent when caching is not worth it. */
  readonly cacheKey?: string;
  /** The destination's own addresses, by the placeholders in what is composed. */
  readonly links?: Links;
  /** Absent for what never becomes too old. */
  readonly news?: News;
  /** Present for an entry. */
  readonly change?: FollowedChange;
}

/** The part of it that is rendered. */
export type Renderable = Pick<Wanted, 'compose' | 'cacheKey' | 'links'>;

/** What {@link createWantedReader} reads from. */
export interface WantedSources {
  readonly stories: Pick<StoryRecords, 'find' | 'entry' | 'version'>;
  readonly subscriptions: SubscriptionRecords;
  readonly deliveries: Pick<DeliveryRecords, 'find' | 'progress'>;
  readonly notices: Pick<Notices, 'find'>;
  readonly digests: Digests;
  /** After how long a silence cards mention it; never when absent. */
  readonly silenceAfter?: { readonly silenceMs: number; readonly now: () => number };
  /** The root address of the story pages; absent when there are none. */
  readonly publicUrl?: string;
}

/** One item of one destination's backlog, with what was delivered of it. */
export interface Wish {
  readonly destination: DestinationId;
  readonly item: BacklogItem;
  readonly delivery?: Delivery;
}

/**
 * Reads, at the moment of delivery, what a destination should show for an item. Undefined means nothing: the
 * subscription has ended, the entry should not (or no longer) be sent there, or the story is gone.
 */
export function createWantedReader(sources: WantedSources): (wish: Wish) => Promise<Wanted | undefined> {
  const { subscriptions, notices, digests, publicUrl } = sources;
  const stories = createStoryReader(sources.stories);
  const correctionWanted = createCorrectionReader({ ...sources, stories, findStory });
  const cardWanted = createCardReader({ ...sources, stories, findStory });

  async function findStory(slug: string): Promise<Story | undefined> {
    const story = await stories.find(slug);
    return story && withPage(story, publicUrl);
  }

  async function entryWanted(wish: Wish, slug: string, number: number): Promise<Wanted | undefined> {
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
  }

  function pageOf({ slug, number }: Entry): { readonly page?: string } {
    return publicUrl === undefined ? {} : { page: entryUrl(publicUrl, slug, number) };
  }

  async function digestWanted(wish: Wish, item: DigestItem): Promise<Wanted | undefined> {
    const { slug, since, until, isCatchUp = false } = item;
    const [following, story] = await Promise.all([
      subscriptions.find(wish.destination, slug),
      findStory(slug),
    ]);
    const subscription = following ?? (await subscriptions.former(wish.destination, slug));
    const isNew = isUnsent(wish.delivery);
    if (story === undefined || subscription === undefined || (isNew && following === undefined))
      return undefined;
    const language = languageOf(story, subscription);
    const { level } = subscription;
    const found = await digests.page({
      slug,
      zone: story.zone,
      // The digest of a whole story begins before its first moment.
      window: { until, now: until, ...(since > story.openedAt && { since }) },
      format: 'full',
      language,
      // A catch-up tells what the subscription would have brought; none of that was sent.
      ...(isCatchUp ? { level: 'digest', only: level } : { level }),
    });
    if (found === undefined) return undefined;
    const { content, picture, next: from } = found.page;
    const next = from === undefined ? undefined : { slug, since, from };
    // A digest that was told is changed only to put it right, and that has to arrive, however late.
    const news = isNew ? { news: { kind: 'digest', at: until } as const } : {};
    return {
      compose: () => ({
        content,
        buttons: digestButtons(story, next, language),
        ...(picture && { picture }),
      }),
      silent: false,
      pin: false,
      revision: 1,
      cacheKey: found.key,
      ...news,
    };
  }

  async function noticeWanted(id: string): Promise<Wanted | undefined> {
    const notice = await notices.find(id);
    if (notice === undefined) return undefined;
    const { content } = notice;
    const buttons = notice.buttons.map((button) => ({ kind: 'action', ...button }) as const);
    return { compose: () => ({ content, buttons }), silent: false, pin: false, revision: 1 };
  }

  return (wish) => {
    const { item } = wish;
    switch (item.kind) {
      case 'entry':
        return entryWanted(wish, item.slug, item.number);
      case 'correction':
        return correctionWanted(wish, item);
      case 'card':
        return cardWanted(wish, item.slug);
      case 'digest':
        return digestWanted(wish, item);
      case 'notice':
        return noticeWanted(item.id);
    }
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
