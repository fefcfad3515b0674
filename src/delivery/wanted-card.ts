import { type CardView, composeCard } from '../domain/compose/compose-card.ts';
import { goneMessageId } from '../domain/delivery.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Entry } from '../domain/entry.ts';
import { cardButtons } from '../domain/post-button.ts';
import type { Story } from '../domain/story.ts';
import { languageOf } from '../domain/subscription.ts';
import { dateline } from '../domain/time/timestamp.ts';
import { silentSince } from '../domain/upkeep.ts';
import type { Language } from '../domain/words/language.ts';
import type { DeliveryRecords, StoryRecords, SubscriptionRecords } from '../newsroom/records.ts';
import { placeholderOf } from './links.ts';
import { isUnsent } from './row.ts';
import type { Wanted, Wish } from './wanted.ts';

/** What {@link createCardReader} reads from. */
export interface CardSources {
  readonly stories: Pick<StoryRecords, 'entry'>;
  readonly subscriptions: Pick<SubscriptionRecords, 'find' | 'former'>;
  readonly deliveries: Pick<DeliveryRecords, 'progress'>;
  /** After how long a silence cards mention it; never when absent. */
  readonly silenceAfter?: { readonly silenceMs: number; readonly now: () => number };
  readonly findStory: (slug: string) => Promise<Story | undefined>;
}

/** How many entries back the card looks for the newest usable one. */
const latestReach = 20;

/**
 * Reads what a destination should show as a story's card; undefined when it should have none. Each bullet links to
 * its entry's message at that destination, if there is one and the platform gives messages addresses.
 */
export function createCardReader(sources: CardSources) {
  const { stories, subscriptions, deliveries, silenceAfter, findStory } = sources;

  function silenceOf(story: Story, newest: Entry | undefined): Pick<CardView, 'silence'> {
    if (silenceAfter === undefined) return {};
    const now = silenceAfter.now();
    const since = silentSince(story, newest, { silenceMs: silenceAfter.silenceMs, now });
    return since === undefined ? {} : { silence: { since, now } };
  }

  async function latestUsable(story: Story): Promise<Entry | undefined> {
    const oldest = Math.max(story.lastNumber - latestReach, 0);
    for (let number = story.lastNumber; number > oldest; number -= 1) {
      const entry = await stories.entry(story.slug, number);
      if (entry?.status === 'usable') return entry;
    }
    return undefined;
  }

  /** The addresses of the messages that bullets link to, by entry number. */
  async function addressesIn(
    destination: DestinationId,
    { slug, keyDevelopments }: Story,
  ): Promise<ReadonlyMap<number, string>> {
    if (keyDevelopments.length === 0) return new Map();
    const items = keyDevelopments.map(({ entry: number }) => ({ kind: 'entry', slug, number }) as const);
    const [place] = await deliveries.progress(items, [destination]);
    const { messagesAt, deliveries: rows = [] } = place ?? {};
    return new Map(
      items.flatMap(({ number }, index) => {
        const messageId = rows[index]?.copies[0]?.messageId ?? goneMessageId;
        const isThere = messagesAt !== undefined && messageId !== goneMessageId;
        return isThere ? [[number, `${messagesAt}/${messageId}`] as const] : [];
      }),
    );
  }

  return async ({ destination, delivery }: Wish, slug: string): Promise<Wanted | undefined> => {
    const [subscription, story] = await Promise.all([subscriptions.find(destination, slug), findStory(slug)]);
    if (story === undefined || (subscription === undefined && isUnsent(delivery))) return undefined;
    const [newest, addresses, pointedAt] = await Promise.all([
      latestUsable(story),
      addressesIn(destination, story),
      Promise.all(story.keyDevelopments.map((bullet) => stories.entry(slug, bullet.entry))),
    ]);
    const entryOf = (number: number) => pointedAt.find((entry) => entry?.number === number);
    const linkTo = (number: number) => (addresses.has(number) ? placeholderOf(number) : undefined);
    const language = languageOf(story, subscription ?? (await subscriptions.former(destination, slug)));
    const silence = silenceOf(story, newest);
    return {
      compose: () => ({
        content: composeCard({
          story,
          entryOf,
          linkTo,
          language,
          ...(newest && { latest: newest }),
          ...silence,
        }),
        buttons: cardButtons(story, language),
      }),
      links: new Map([...addresses].map(([number, address]) => [placeholderOf(number), address])),
      silent: true,
      pin: true,
      ...(subscription?.crosspost !== undefined && { publish: 'surely' as const }),
      revision: 1,
      cacheKey: cardCacheKey({ story, language, linked: [...addresses.keys()], ...silence }, [
        newest,
        ...pointedAt,
      ]),
    };
  };
}

/** A story, the language to tell it in, and the entries that its card links to. */
interface Told {
  readonly story: Story;
  readonly language: Language;
  readonly linked: readonly number[];
  readonly silence?: NonNullable<CardView['silence']>;
}

/**
 * Identifies everything that a card is made from: the story and the entries that it names. Revisions are only ever
 * appended, so their number identifies them.
 */
function cardCacheKey(
  { story, language, linked, silence }: Told,
  named: readonly (Entry | undefined)[],
): string {
  const silent = silence && [silence.since, dateline(silence.now, story.zone)];
  const states = named.map(
    (entry) => entry && [entry.number, entry.revisions.length, entry.status, entry.publishedAt],
  );
  return JSON.stringify(['card', story, language, linked, states, silent]);
}
