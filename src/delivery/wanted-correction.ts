import type { BacklogItem } from '../domain/backlog-item.ts';
import { composeCorrection } from '../domain/compose/compose-correction.ts';
import { goneMessageId } from '../domain/delivery.ts';
import type { Story } from '../domain/story.ts';
import { languageOf } from '../domain/subscription.ts';
import type { DeliveryRecords, StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { followedChange } from './observer.ts';
import type { Wanted, Wish } from './wanted.ts';

/** What {@link createCorrectionReader} reads from. */
export interface CorrectionSources {
  readonly stories: Pick<StoryRecords, 'entry'>;
  readonly subscriptions: Pick<SubscriptionRecords, 'find' | 'former'>;
  readonly deliveries: Pick<DeliveryRecords, 'find'>;
  readonly findStory: (slug: string) => Promise<Story | undefined>;
}

/**
 * Reads what a destination should show as the reply to its copy of a corrected entry; undefined when there is no
 * copy. While the entry is held, nothing new is said about it: the reply then has no text and is noted as delivered,
 * so that a release finds what is still to be said.
 */
export function createCorrectionReader({ stories, subscriptions, deliveries, findStory }: CorrectionSources) {
  return async (
    { destination, delivery }: Wish,
    item: Extract<BacklogItem, { kind: 'correction' }>,
  ): Promise<Wanted | undefined> => {
    const { slug, number, revision } = item;
    const [subscription, story, entry, ofEntry] = await Promise.all([
      subscriptions.find(destination, slug),
      findStory(slug),
      stories.entry(slug, number),
      deliveries.find(destination, slug, number),
    ]);
    if (story === undefined || entry === undefined) return undefined;
    const isOut = (delivery?.copies.length ?? 0) > 0 || delivery?.attempt !== undefined;
    const copies = ofEntry?.copies ?? [];
    if (!isOut && (copies.length === 0 || entry.status === 'killed')) return undefined;
    const follows = subscription ?? (await subscriptions.former(destination, slug));
    const about = { story, entry, revision, language: languageOf(story, follows) };
    const replyTo = copies.find(({ messageId }) => messageId !== goneMessageId)?.messageId;
    return {
      compose: () => ({ content: isOut || entry.status === 'usable' ? composeCorrection(about) : [] }),
      silent: entry.urgency === 'quiet',
      pin: false,
      revision: entry.revisions.length,
      change: followedChange(entry),
      ...(copies.some(({ published }) => published === 'yes') && { publish: 'surely' as const }),
      ...(replyTo !== undefined && { replyTo }),
    };
  };
}
