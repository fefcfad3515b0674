import { type REST, Routes, SnowflakeUtil } from 'discord.js';
import { z } from 'zod';
import { addressOf } from '../../domain/destination.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { SentSearch } from '../platform.ts';

/** The most that Discord returns at once. */
const reach = 100;

/** How much the clocks of Discord and of this machine may differ. */
const clockSlackMs = 60_000;

const message = z.object({ id: z.string(), content: z.string(), author: z.object({ id: z.string() }) });
const account = z.object({ id: z.string() });

/**
 * Looks through a channel's newest messages for one that may have been sent. A bot that may not read the history gets
 * an empty list instead of an error (Discord's page "Message", Get Channel Messages), and then nothing is known.
 */
export function createHistory(rest: REST) {
  let ownId: string | undefined;

  return async ({ request, since, mayDiffer }: SentSearch, signal: AbortSignal): Promise<Outcome> => {
    ownId ??= account.parse(await rest.get(Routes.user(), { signal })).id;
    const query = new URLSearchParams({ limit: String(reach) });
    const route = Routes.channelMessages(addressOf(request.destination));
    const newest = z.array(message).parse(await rest.get(route, { query, signal }));
    const from = since - clockSlackMs;
    const own = newest.filter(
      (one) => one.author.id === ownId && SnowflakeUtil.timestampFrom(one.id) >= from,
    );
    const found = own.findLast(({ content }) => content === request.part.text);
    if (found !== undefined) return { kind: 'delivered', messageId: found.id };
    const oldest = newest.at(-1);
    const isWhole =
      oldest !== undefined && (newest.length < reach || SnowflakeUtil.timestampFrom(oldest.id) < from);
    if (isWhole && (own.length === 0 || !mayDiffer)) return { kind: 'message-gone' };
    return { kind: 'unknown', why: 'the channel’s history does not tell whether an earlier try arrived' };
  };
}
