import type { SandboxMessage } from '../discord/message-view.ts';
import type { World } from '../world.ts';
import { readDiscordMarkdown } from './discord-markdown.ts';
import type { Pictures } from './pictures.ts';
import { plainWords } from './shown.ts';
import type { PageUse, Uses } from './uses.ts';
import { type PageButton, type PageMessage, type PagePlace, pageRoles } from './view.ts';

/** What {@link discordPlace} reads. */
export interface DiscordViewDeps {
  readonly world: Pick<World, 'discord' | 'cast'>;
  readonly uses: Uses;
  readonly pictures: Pictures;
}

/** A channel and what the page calls it. */
export interface ChannelTitle {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** A channel as its readers see it, with the answers that only one of them sees at the times when they came. */
export function discordPlace(deps: DiscordViewDeps, { id, name, about }: ChannelTitle): PagePlace {
  const { discord } = deps.world;
  const uses = deps.uses.all().filter(({ channelId }) => channelId === id);
  const usedBy = new Map(uses.flatMap((one) => one.use.replies.map((reply) => [reply.id, one] as const)));
  const own = uses.flatMap(({ use }) => use.replies.filter((reply) => reply.ephemeral));
  const seen = [...discord.messages(id), ...unique(own)].map((message) =>
    toMessage(deps, message, usedBy.get(message.id)),
  );
  const notices = discord.notices(id).map((notice) => toNotice(notice));
  return {
    id: `discord/${id}`,
    platform: 'discord',
    kind: 'channel',
    title: name,
    about,
    messages: [...seen, ...notices].toSorted((a, b) => a.sentAt - b.sentAt || (a.id < b.id ? -1 : 1)),
    pinnedIds: discord.pins(id).map((pin) => pin.id),
  };
}

/** Drops repeated messages: a button's answer may change the message of an earlier use. */
function unique(messages: readonly SandboxMessage[]): readonly SandboxMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}

function toMessage(deps: DiscordViewDeps, message: SandboxMessage, used: PageUse | undefined): PageMessage {
  const { world, pictures } = deps;
  const isBot = message.authorId === world.discord.applicationId;
  const blocks = readDiscordMarkdown(message.content, (kind, id) => nameOf(world, kind, id));
  return {
    id: message.id,
    kind: 'message',
    author: isBot ? 'Dateline' : (personName(world, message.authorId) ?? 'Somebody'),
    by: isBot ? 'bot' : 'person',
    sentAt: message.createdAt,
    editedAt: message.editedAt,
    isPinned: message.pinned,
    isSilent: message.silent,
    isThinking: message.loading,
    blocks,
    words: plainWords(blocks),
    pictures: message.attachments.map(({ id, bytes, description }) =>
      pictures.show(`discord-${id}`, { bytes, description }),
    ),
    buttons: message.buttons.length === 0 ? [] : [message.buttons.map(toButton)],
    replyToId: message.referencedId,
    onlyFor: message.ephemeral ? used?.role : undefined,
    answers: used && { who: world.cast.discord[used.role].name, what: used.what },
  };
}

function toButton({ label, customId, url, disabled }: SandboxMessage['buttons'][number]): PageButton {
  return {
    label,
    isDisabled: disabled,
    ...(customId !== undefined && { token: customId }),
    ...(url !== undefined && { address: url }),
  };
}

function toNotice(notice: SandboxMessage): PageMessage {
  const words = 'Dateline pinned a message to this channel.';
  return {
    id: notice.id,
    kind: 'service',
    author: 'Dateline',
    by: 'bot',
    sentAt: notice.createdAt,
    isPinned: false,
    isSilent: true,
    isThinking: false,
    blocks: [{ kind: 'line', inner: [{ kind: 'text', text: words }] }],
    words,
    pictures: [],
    buttons: [],
  };
}

function nameOf(world: DiscordViewDeps['world'], kind: 'person' | 'channel', id: string): string | undefined {
  if (kind === 'person') return personName(world, id);
  const { newsroom, desk, channel } = world.cast.discord;
  return { [newsroom]: 'newsroom', [desk]: 'desk', [channel]: 'river-watch' }[id];
}

function personName({ cast, discord }: DiscordViewDeps['world'], id: string): string | undefined {
  if (id === discord.applicationId) return 'Dateline';
  const role = pageRoles.find((one) => cast.discord[one].id === id);
  return role && cast.discord[role].name;
}
