import type { Subscription } from '../domain/subscription.ts';
import type { SubscriptionPage, SubscriptionRecords } from '../newsroom/records.ts';

/** Those who follow a story, or who did, page by page: there may be too many for one answer of the records. */
export async function* readersOf(
  subscriptions: Pick<SubscriptionRecords, 'page'>,
  slug: string,
  which: 'current' | 'former',
): AsyncIterable<readonly Subscription[]> {
  let page: SubscriptionPage | undefined;
  do {
    page = await subscriptions.page(slug, which, page);
    yield page.subscriptions;
  } while (page.next !== undefined);
}
