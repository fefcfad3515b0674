import { type Client, DiscordAPIError, Routes } from 'discord.js';
import { addressOf, type Destination } from '../../domain/destination.ts';
import { classifyDiscord } from './errors.ts';
import { canPost } from './places.ts';
import type { RightsDeps } from './rights.ts';

/**
 * Compares the existing channels with the destinations on record. A paused destination where the bot may post becomes
 * active. An active one that is missing is looked up, and paused if Discord does not know it. Throws when the records
 * or Discord do not answer.
 */
export async function comparePlaces(
  client: Client,
  { dispatcher, known }: Pick<RightsDeps, 'dispatcher' | 'known'>,
): Promise<void> {
  const channels = new Map(client.guilds.cache.flatMap((guild) => guild.channels.cache));
  // While a server is unavailable, its channels are not known.
  const isComplete = client.guilds.cache.every(({ available }) => available);
  for (const { id, state } of await known.on('discord')) {
    const channel = channels.get(addressOf(id));
    if (channel !== undefined && state.kind === 'paused' && canPost(channel))
      await dispatcher.rightsChanged(id, 'active');
    if (channel !== undefined || state.kind === 'paused' || !isComplete) continue;
    const why = await whyAbsent(client, id);
    if (why !== undefined) await dispatcher.rightsChanged(id, { why });
  }
}

/**
 * Archived threads and private chats are not listed, so Discord is asked about each. Undefined when it knows the
 * channel, or gives no clear answer: the next delivery finds out, and the other channels are checked all the same.
 */
async function whyAbsent(client: Client, id: Destination['id']): Promise<string | undefined> {
  try {
    await client.rest.get(Routes.channel(addressOf(id)));
    return undefined;
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    const outcome = classifyDiscord(error, { operation: 'send', now: 0 });
    return outcome.kind === 'destination-gone' || outcome.kind === 'forbidden' ? outcome.why : undefined;
  }
}
