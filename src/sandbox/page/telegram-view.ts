import type { SandboxButton, SandboxMessage, Sender, ServiceNote } from '../telegram/model.ts';
import type { World } from '../world.ts';
import type { Pictures } from './pictures.ts';
import { plainWords } from './shown.ts';
import { readTelegramText } from './telegram-entities.ts';
import type { PageButton, PageMessage, PagePlace } from './view.ts';

/** What {@link telegramPlace} reads. */
export interface TelegramViewDeps {
  readonly world: Pick<World, 'telegram'>;
  readonly pictures: Pictures;
}

/** A chat and what the page calls it. */
export interface ChatTitle {
  readonly id: number;
  readonly kind: PagePlace['kind'];
  readonly title: string;
  readonly about: string;
}

/** A chat as its members see it. */
export function telegramPlace(deps: TelegramViewDeps, chat: ChatTitle): PagePlace {
  const { id, kind, title, about } = chat;
  const { telegram } = deps.world;
  return {
    id: `telegram/${id}`,
    platform: 'telegram',
    kind,
    title,
    about,
    messages: telegram.messages(id).map((message) => toMessage(deps, message, chat)),
    pinnedIds: telegram.pins(id).map((pin) => String(pin.id)),
  };
}

function toMessage(
  { pictures }: TelegramViewDeps,
  message: SandboxMessage,
  { kind, title }: ChatTitle,
): PageMessage {
  const isChannel = kind === 'channel';
  const blocks =
    message.service === undefined
      ? readTelegramText(message)
      : [{ kind: 'line' as const, inner: [{ kind: 'text' as const, text: noteWords(message.service) }] }];
  const { photo } = message;
  return {
    id: String(message.id),
    kind: message.service === undefined ? 'message' : 'service',
    author: authorOf(message.sender, isChannel, title),
    by: byOf(message.sender, isChannel),
    sentAt: message.sentAt,
    editedAt: message.editedAt,
    isPinned: message.pinned,
    isSilent: message.silent,
    isThinking: false,
    blocks,
    words: plainWords(blocks),
    pictures: photo === undefined ? [] : [pictures.show(`telegram-${photo.fileId}`, photo)],
    buttons: message.buttons.map((row) => row.map(toButton)),
    replyToId: message.replyToId === undefined ? undefined : String(message.replyToId),
  };
}

/** In a channel, every post is by the channel. */
function authorOf(sender: Sender, isChannel: boolean, title: string): string {
  if (isChannel) return title;
  if (sender.kind === 'person') return sender.person.name;
  return sender.kind === 'bot' ? 'Dateline' : title;
}

function byOf({ kind }: Sender, isChannel: boolean): PageMessage['by'] {
  if (isChannel) return 'channel';
  return kind === 'bot' ? 'bot' : 'person';
}

function toButton(button: SandboxButton): PageButton {
  const { text: label } = button;
  if ('data' in button) return { label, isDisabled: false, token: button.data };
  return { label, isDisabled: false, address: button.url };
}

function noteWords(note: ServiceNote): string {
  switch (note.kind) {
    case 'pinned':
      return 'A message was pinned';
    case 'topic-created':
      return `The topic ${note.name} was created`;
    case 'topic-closed':
      return 'The topic was closed';
    case 'topic-reopened':
      return 'The topic was opened again';
    case 'migrated-to':
    case 'migrated-from':
      return 'The group became a supergroup';
  }
}
