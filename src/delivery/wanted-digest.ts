import type { DigestItem } from '../domain/backlog-item.ts';
import { digestButtons } from '../domain/post-button.ts';
import type { Story } from '../domain/story.ts';
import { languageOf } from '../domain/subscription.ts';
import type { Digests } from '../newsroom/digest/digests.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import { isUnsent } from './row.ts';
import type { Wanted, Wish } from './wanted.ts';

/** What {@link createDigestReader} reads from. */
export interface DigestSources {
  readonly subscriptions: Pick<SubscriptionRecords, 'find' | 'former'>;
  readonly digests: Digests;
  readonly findStory: (slug: string) => Promise<Story | undefined>;
}

/** Reads what a destination should show as a digest; undefined when it should have none. */
export function createDigestReader({ subscriptions, digests, findStory }: DigestSources) {
  return async (wish: Wish, item: DigestItem): Promise<Wanted | undefined> => {
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
  };
}
