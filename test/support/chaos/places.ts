import type { DestinationId } from '../../../src/domain/destination.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { hands } from '../newsroom.ts';

/** How a place may be lost to the bot: it may not write, it does not see it, it is thrown out. */
export type Loss = 'silenced' | 'hidden' | 'removed';

/** A channel or chat that follows the story. */
export interface ChaosPlace {
  readonly id: DestinationId;
  readonly platform: 'discord' | 'telegram';
  /** As the platform names it. */
  readonly address: string;
  /** Gives a command for it, as its chief; resolves when it is answered. */
  use(line: string): Promise<unknown>;
  /** The ways in which it can be lost. */
  readonly losses: readonly [Loss, ...Loss[]];
  lose(how: Loss): void;
  /** Gives back whatever was lost. */
  giveBack(): void;
  isLost(): boolean;
}

const placesEach = 3;

/**
 * Places on both platforms; one of Discord's stands in a server of its own, so that the bot can be thrown out there.
 */
export function openPlaces(world: World): readonly ChaosPlace[] {
  const coast = world.discord.addGuild('Coast Guild').id;
  return [
    ...Array.from({ length: placesEach - 1 }, (_, n) => onDiscord(world, `c${n}`)),
    onDiscord(world, 'coast', coast),
    ...Array.from({ length: placesEach }, (_, n) => onTelegram(world, n)),
  ];
}

function onDiscord({ discord, cast }: World, name: string, own?: string): ChaosPlace {
  const guildId = own ?? cast.discord.guildId;
  const { id } = discord.addChannel({ guildId, name });
  let lost: Loss | undefined;
  return {
    id: `discord:${id}`,
    platform: 'discord',
    address: id,
    use: async (line) => {
      // Nobody sees the commands of a bot that is not there.
      if (lost === 'removed') return;
      const use = await discord.command({ as: cast.discord.chief, channelId: id, line });
      await use.reply(10_000);
    },
    losses: own === undefined ? ['silenced', 'hidden'] : ['silenced', 'removed'],
    lose(how) {
      lost = how;
      if (how === 'removed') discord.removeGuild(guildId);
      else discord.updateChannelRights(id, how === 'hidden' ? { canView: false } : { canSend: false });
    },
    giveBack() {
      if (lost === 'removed') discord.restoreGuild(guildId);
      else discord.updateChannelRights(id, { canView: true, canSend: true });
      lost = undefined;
    },
    isLost: () => lost !== undefined,
  };
}

function onTelegram(world: World, n: number): ChaosPlace {
  const { telegram, cast } = world;
  const { id } = telegram.addChannel({ title: `C${n}`, username: `chat_${n}` });
  telegram.addMember(id, cast.telegram.chief, { administrator: true });
  let isLost = false;
  return {
    id: `telegram:${id}`,
    platform: 'telegram',
    address: String(id),
    use: (line) => hands(world).onTelegram(`${line} channel:${id}`),
    losses: ['silenced', 'removed'],
    lose(how) {
      isLost = true;
      telegram.setBotRights(id, how === 'removed' ? { member: false } : { canPost: false });
    },
    giveBack() {
      isLost = false;
      telegram.setBotRights(id, { member: true, canPost: true });
    },
    isLost: () => isLost,
  };
}
