import { SnowflakeUtil } from 'discord.js';
import type { Instant } from '../../domain/time/instant.ts';
import { waitMsOf } from '../named-wait.ts';
import type { Pace, PacedCall } from '../platform.ts';

const oldAfterMs = 3_600_000;

/**
 * Discord limits edits of messages older than an hour separately, and says so only when there were too many (error
 * 30046). It publishes no number; authors of bots report three in twenty seconds per channel
 * (discord/discord-api-docs#4413).
 */
const oldEdits = { calls: 3, perMs: 20_500 } as const;

const hourMs = 3_600_000;
const hourSlackMs = 5_000;

/** Ten publications an hour in one announcement channel (discordjs/discord.js#4956; Discord publishes no number). */
const publications = { calls: 10, perMs: hourMs + hourSlackMs } as const;
/** Entries that the card tells anyway leave some publications to flashes and key entries. */
const publicationsWithRoom = { ...publications, calls: 6 } as const;

/** Three edits of a published message an hour (discord/discord-api-docs#2258, #6109). */
const publishedEdits = { calls: 3, perMs: hourMs + hourSlackMs } as const;

/** A message that is not quite old yet may be old when the edit arrives. */
const slackMs = 5_000;

/** What Discord allows in one channel, besides what its headers say. */
export function discordPace(call: PacedCall, now: Instant): Pace | undefined {
  const { destination, messageId } = call;
  if (call.operation === 'publish') {
    const windows = call.leavesRoom ? [publications, publicationsWithRoom] : [publications];
    return { name: `${destination} publish`, windows, holdsAll: false };
  }
  if (call.operation !== 'edit' || messageId === undefined) return undefined;
  if (call.isPublished)
    return { name: `${destination} published ${messageId}`, windows: [publishedEdits], holdsAll: false };
  const isOld = now - SnowflakeUtil.timestampFrom(messageId) > oldAfterMs - slackMs;
  return isOld ? { name: `${destination} old`, windows: [oldEdits], holdsAll: false } : undefined;
}

/**
 * When a bucket that the answer reports as empty is filled again; undefined when it is not empty (Discord's page
 * "Rate Limits", header format).
 */
export function restUntil(headers: Headers, now: Instant): Instant | undefined {
  const remaining = headers.get('x-ratelimit-remaining');
  const waitMs = waitMsOf(headers.get('x-ratelimit-reset-after'));
  if (remaining === null || Number(remaining) > 0 || waitMs === undefined) return undefined;
  return now + waitMs;
}
