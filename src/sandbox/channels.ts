import type { SandboxMessage as DiscordMessage } from './discord/message-view.ts';
import type { Ink } from './ink.ts';
import { discordText, telegramText } from './shown-text.ts';
import type { SandboxMessage as TelegramMessage } from './telegram/model.ts';
import { readImageShape } from './telegram/photo.ts';
import type { World } from './world.ts';

/** A message of either platform as its readers see it. */
export interface ShownMessage {
  readonly id: string;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly editedAt?: number | undefined;
  readonly pinned: boolean;
  /** Whether it came without a sound. */
  readonly silent: boolean;
  readonly text: string;
  /** What is attached, in words. */
  readonly pictures: readonly string[];
  readonly buttons: readonly string[];
  /** The message that this one answers; undefined when there is none, or it was deleted. */
  readonly replyToId?: string | undefined;
}

/** A channel that readers follow. */
export interface ShownChannel {
  readonly platform: 'discord' | 'telegram';
  readonly title: string;
  /** Its present messages, oldest first. */
  messages(): readonly ShownMessage[];
}

/** The two channels that the demo's readers follow; `ink` sets how their text stands out. */
export function followedChannels({ discord, telegram, cast }: World, ink: Ink): readonly ShownChannel[] {
  const chat = telegram.chats().find(({ id }) => id === cast.telegram.channel);
  const title = chat?.title ?? cast.telegram.channelName;
  const posts = () => telegram.messages(cast.telegram.channel).filter(({ service }) => !service);
  return [
    {
      platform: 'discord',
      title: 'Discord, channel #river-watch of the server Maren Post',
      messages: () => discord.messages(cast.discord.channel).map((message) => fromDiscord(message, ink)),
    },
    {
      platform: 'telegram',
      title: `Telegram, channel ${title} (${cast.telegram.channelName})`,
      messages: () => posts().map((message) => fromTelegram(message, { author: title, ink })),
    },
  ];
}

/** A message that the bot wrote on Discord. */
export function fromDiscord(message: DiscordMessage, ink: Ink): ShownMessage {
  const { id, pinned, silent, editedAt, attachments, buttons, referencedId } = message;
  return {
    id,
    pinned,
    silent,
    editedAt,
    author: 'Dateline',
    sentAt: message.createdAt,
    text: discordText(message.content, ink),
    pictures: attachments.map(({ bytes }) => pictureWords(bytes)),
    buttons: buttons.map(({ label }) => label),
    replyToId: referencedId,
  };
}

/** A message on Telegram. In a channel, `author` is the channel itself. */
export function fromTelegram(
  message: TelegramMessage,
  { author, ink }: { readonly author: string; readonly ink: Ink },
): ShownMessage {
  const { id, pinned, silent, sentAt, editedAt, photo, buttons, replyToId } = message;
  return {
    author,
    pinned,
    silent,
    sentAt,
    editedAt,
    id: String(id),
    text: telegramText(message, ink),
    pictures: photo === undefined ? [] : [pictureWords(photo.bytes)],
    buttons: buttons.flat().map((button) => button.text),
    replyToId: replyToId === undefined ? undefined : String(replyToId),
  };
}

function pictureWords(bytes: Uint8Array): string {
  const shape = readImageShape(bytes);
  const size = `${Math.ceil(bytes.byteLength / 1_000)} kB`;
  return shape === undefined ? `picture, ${size}` : `picture, ${shape.width} × ${shape.height}, ${size}`;
}
