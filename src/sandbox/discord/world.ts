import { refusal } from './errors.ts';
import {
  type Channel,
  type GatewayEvent,
  type Guild,
  isThread,
  type Message,
  type Rights,
  type SandboxPerson,
  type World,
} from './state.ts';

/** What a world is made of. */
export interface WorldDeps {
  readonly now: () => number;
  readonly newId: () => string;
  readonly emit: (event: GatewayEvent) => void;
}

/** Makes an empty world with nobody but the bot in it. */
export function createWorld({ now, newId, emit }: WorldDeps): World {
  const bot: SandboxPerson = { id: newId(), name: 'Dateline' };
  const channels = new Map<string, Channel>();
  const guilds = new Map<string, Guild>();
  const ephemerals = new Map<string, Message>();

  function channel(id: string): Channel {
    const found = channels.get(id);
    if (!found) throw new Error(`There is no channel ${id} in the stand-in; make it with addChannel.`);
    return found;
  }

  /** The bot's rights in a channel: only what both the channel and the server allow. */
  function rightsOf(of: Channel): Rights {
    const parent = of.parentId === undefined ? undefined : channels.get(of.parentId);
    const here = isThread(of) && parent ? parent.rights : of.rights;
    const guild = of.guildId === undefined ? undefined : guilds.get(of.guildId);
    if (guild === undefined || guild.botHasFullRole) return here;
    const { canView, canSend, canPin } = guild.everyone;
    return {
      canView: here.canView && canView,
      canSend: here.canSend && canSend,
      canPin: here.canPin && canPin,
    };
  }

  function mayUseLocked({ guildId }: Channel): boolean {
    return guildId !== undefined && guilds.get(guildId)?.botHasFullRole === true;
  }

  function visibleChannel(id: string): Channel {
    const found = channels.get(id);
    if (!found) throw refusal('unknownChannel');
    const guild = found.guildId === undefined ? undefined : guilds.get(found.guildId);
    if (guild?.state === 'removed' || !rightsOf(found).canView) throw refusal('missingAccess');
    return found;
  }

  function message(id: string): Message | undefined {
    const hidden = ephemerals.get(id);
    if (hidden) return hidden;
    for (const one of channels.values()) {
      const found = one.messages.get(id);
      if (found) return found;
    }
    return undefined;
  }

  return {
    bot,
    guilds,
    channels,
    people: new Map([[bot.id, bot]]),
    ephemerals,
    origin: '',
    newId,
    now,
    emit,
    visibleChannel,
    channel,
    message,
    rightsOf,
    mayUseLocked,
  };
}
