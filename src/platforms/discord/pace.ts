import { SnowflakeUtil } from 'discord.js';
import type { Instant } from '../../domain/instant.ts';
import type { Pace, PacedCall } from '../platform.ts';

const oldAfterMs = 3_600_000;

/**
 * Discord counts edits of messages older than an hour by themselves and tells so only when there were too many
 * (error 30046). It publishes no number; bot authors report three in twenty seconds per channel
 * (discord/discord-api-docs#4413).
 */
const oldEdits = { calls: 3, perMs: 20_500 } as const;

/** A message that is not quite old here may be old when the edit arrives. */
const slackMs = 5_000;

/** What Discord allows in one channel beside what its headers say. */
export function discordPace(call: PacedCall, now: Instant): Pace | undefined {
  if (call.operation !== 'edit' || call.messageId === undefined) return undefined;
  const isOld = now - SnowflakeUtil.timestampFrom(call.messageId) > oldAfterMs - slackMs;
  return isOld ? { name: `${call.destination} old`, windows: [oldEdits], holdsAll: false } : undefined;
}

/**
 * The moment at which a bucket is filled again that the answer says is empty; undefined when it is not (Discord's page
 * "Rate Limits", header format).
 */
export function restUntil(headers: Headers, now: Instant): Instant | undefined {
  const remaining = headers.get('x-ratelimit-remaining');
  const resetAfterSeconds = Number(headers.get('x-ratelimit-reset-after') ?? Number.NaN);
  if (remaining === null || Number(remaining) > 0 || !Number.isFinite(resetAfterSeconds)) return undefined;
  return now + Math.ceil(resetAfterSeconds * 1_000);
}
