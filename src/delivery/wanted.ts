import type { BacklogItem } from '../domain/backlog-item.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Picture } from '../domain/picture.ts';
import type { PostButton } from '../domain/post-button.ts';
import type { Story } from '../domain/story.ts';
import { withPage } from '../domain/story-url.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Digests } from '../newsroom/digest/digests.ts';
import type { DeliveryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import type { Links } from './links.ts';
import type { FollowedChange } from './observer.ts';
import type { Notices } from './ports.ts';
import type { News } from './retry.ts';
import type { StoryReader } from './story-reader.ts';
import { createCardReader } from './wanted-card.ts';
import { createCorrectionReader } from './wanted-correction.ts';
import { createDigestReader } from './wanted-digest.ts';
import { createEntryReader } from './wanted-entry.ts';

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
  readonly stories: StoryReader;
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
  const { stories, notices, publicUrl } = sources;
  const reading = { ...sources, findStory };
  const entryWanted = createEntryReader(reading);
  const correctionWanted = createCorrectionReader(reading);
  const cardWanted = createCardReader(reading);
  const digestWanted = createDigestReader(reading);

  async function findStory(slug: string): Promise<Story | undefined> {
    const story = await stories.find(slug);
    return story && withPage(story, publicUrl);
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
