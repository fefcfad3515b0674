import { ChannelType, type Client, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import { addressOf } from '../../domain/destination.ts';
import { clip } from '../../domain/text/clip.ts';
import type { Place } from '../../newsroom/command/call.ts';
import { classifyDiscord, codeOf } from './errors.ts';
import { destinationOf } from './places.ts';

/** The greatest length of a name, and the longest time before a quiet thread is archived (Discord's page "Channel"). */
const maxName = 100;
const quietMinutes = 10_080;

/** The kind of thread for each kind of channel (Discord's page "Threads"). */
const kinds: ReadonlyMap<number, number> = new Map([
  [ChannelType.GuildText, ChannelType.PublicThread],
  [ChannelType.GuildAnnouncement, ChannelType.AnnouncementThread],
]);

const created = z.object({ id: z.string(), name: z.string() });

/**
 * Opens a thread in a channel, or returns why it cannot, as a clause for people. Throws when Discord does not answer.
 */
export async function openThread(
  client: Client,
  place: Place,
  name: string,
): Promise<Place | { readonly why: string }> {
  const channel = await client.channels.fetch(addressOf(place.destination));
  const type = channel === null ? undefined : kinds.get(channel.type);
  if (channel === null || channel.isDMBased() || type === undefined)
    return { why: 'threads belong to text and announcement channels of a server' };
  const body = { name: clip(name, maxName), type, auto_archive_duration: quietMinutes };
  try {
    const thread = created.parse(await client.rest.post(Routes.threads(channel.id), { body }));
    return {
      destination: destinationOf(thread.id),
      name: `#${thread.name} in ${channel.guild.name}`,
      kind: 'channel',
    };
  } catch (error) {
    return whyNot(error);
  }
}

function whyNot(error: unknown): { readonly why: string } {
  const outcome = classifyDiscord(error, { operation: 'send', now: 0 });
  const code = codeOf(error);
  if (code === RESTJSONErrorCodes.MissingPermissions || outcome.kind === 'forbidden')
    return { why: 'I may not; ask an admin for Create Public Threads and Send Messages in Threads' };
  // Too many open threads, or a filter that refuses the name.
  if (outcome.kind === 'needs-rights' || outcome.kind === 'entry-refused') return { why: outcome.why };
  throw error;
}
