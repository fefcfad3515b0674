import type { DestinationId } from '../../src/domain/destination.ts';
import type { World } from '../../src/sandbox/world.ts';
import type { RedisAddress } from '../../src/storage/connection.ts';
import { openStore } from '../../src/storage/store.ts';

/**
 * Opens so many channels on each platform, which follow the story `harbour` in these records before any bot is there.
 */
export async function openPlaces({ discord, telegram, cast }: World, places: number, address: RedisAddress) {
  const numbers = Array.from({ length: places }, (_, index) => index);
  const channels = numbers.map(
    (n) => discord.addChannel({ guildId: cast.discord.guildId, name: `c${n}` }).id,
  );
  const chats = numbers.map((n) => telegram.addChannel({ title: `C ${n}`, username: `chat_${n}` }).id);
  const { stories, subscriptions, close } = openStore({
    address,
    prefix: 'dateline',
    now: Date.now,
    onError(error) {
      throw error;
    },
  });
  const story = { slug: 'harbour', headline: 'Harbour', zone: 'Europe/Oslo', openedAt: 0, lastNumber: 0 };
  await stories.open({ ...story, related: [], state: 'live', keyDevelopments: [] }, 'open');
  const all: readonly DestinationId[] = [
    ...channels.map((id) => `discord:${id}` as const),
    ...chats.map((id) => `telegram:${id}` as const),
  ];
  for (const destination of all)
    await subscriptions.put({ destination, slug: 'harbour', level: 'all', since: 0 }, destination);
  await close();
  return { channels, chats };
}
