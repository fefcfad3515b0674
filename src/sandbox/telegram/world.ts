import type { BotRights, ChatKind, ChatState, MessageDraft, SandboxMessage } from './model.ts';
import type { BotAccount, People, SandboxPerson } from './people.ts';

/** A chat to make. A private chat has its person's id; other chats get the next free id of their kind. */
interface NewChat {
  readonly kind: ChatKind;
  readonly title: string;
  readonly username?: string | undefined;
  readonly forum?: boolean | undefined;
  readonly person?: SandboxPerson;
}

/** The chats of one sandbox and their messages. Knows nothing of HTTP, updates or refusals. */
export interface World {
  readonly bot: BotAccount;
  readonly people: People;
  /** Milliseconds since 1970. */
  now(): number;
  addChat(chat: NewChat): ChatState;
  /** Throws when there is no such chat: for tests and the page, not for what the bot asks. */
  chat(chatId: number): ChatState;
  /** By id or by `@username`; undefined when there is none. */
  findChat(address: number | string): ChatState | undefined;
  chats(): readonly ChatState[];
  addMessage(chat: ChatState, draft: MessageDraft): SandboxMessage;
  /** Replaces a message by one with these changes, and returns it. */
  changeMessage(message: SandboxMessage, changes: Partial<SandboxMessage>): SandboxMessage;
  removeMessage(message: SandboxMessage): void;
  /** To be called after a change that none of the methods above made. */
  changed(): void;
}

/** What a world is made of. `onChange` is called after every change. */
export interface WorldOptions {
  readonly bot: BotAccount;
  readonly people: People;
  readonly now: () => number;
  readonly onChange: () => void;
}

/** Starts with no chats. */
export function createWorld({ bot, people, now, onChange }: WorldOptions): World {
  const chats = new Map<number, ChatState>();
  const nextId = createChatIds();

  function chat(chatId: number): ChatState {
    const found = chats.get(chatId);
    if (found === undefined) throw new Error(`There is no chat with the id ${chatId} in this sandbox.`);
    return found;
  }

  function put(message: SandboxMessage): SandboxMessage {
    chat(message.chatId).messages.set(message.id, message);
    onChange();
    return message;
  }

  return {
    bot,
    people,
    now,
    chat,
    addChat(fresh) {
      const state = newChatState(fresh.person?.id ?? nextId(fresh.kind), fresh);
      chats.set(state.id, state);
      onChange();
      return state;
    },
    findChat(address) {
      if (typeof address === 'number') return chats.get(address);
      const name = address.slice(1).toLowerCase();
      return [...chats.values()].find((it) => it.kind !== 'private' && it.username?.toLowerCase() === name);
    },
    chats: () => [...chats.values()],
    addMessage(into, draft) {
      into.lastMessageId += 1;
      return put(newMessage(into, draft, now()));
    },
    changeMessage: (message, changes) => put({ ...message, ...changes }),
    removeMessage(message) {
      const from = chat(message.chatId);
      from.messages.delete(message.id);
      const pin = from.pins.indexOf(message.id);
      if (pin >= 0) from.pins.splice(pin, 1);
      onChange();
    },
    changed: onChange,
  };
}

function newMessage(chat: ChatState, draft: MessageDraft, sentAt: number): SandboxMessage {
  return {
    text: '',
    entities: [],
    buttons: [],
    silent: false,
    protectedContent: false,
    ...draft,
    id: chat.lastMessageId,
    chatId: chat.id,
    fromBot: draft.sender.kind === 'bot',
    sentAt,
    pinned: false,
  };
}

function createChatIds(): (kind: ChatKind) => number {
  let groups = 0;
  let channels = 0;
  return (kind) => {
    if (kind === 'private') throw new Error('A private chat has the id of its person.');
    if (kind === 'group') {
      groups += 1;
      return -4_000_000 - groups;
    }
    channels += 1;
    return -1_001_000_000_000 - channels;
  };
}

function newChatState(id: number, { kind, title, username, forum, person }: NewChat): ChatState {
  return {
    id,
    kind,
    title,
    username,
    forum: forum ?? false,
    members: new Map(person === undefined ? [] : [[person.id, { person, administrator: false }]]),
    topics: new Map(),
    messages: new Map(),
    pins: [],
    rights: startingRights(kind),
    blocked: false,
    migratedTo: undefined,
    // 1 is the id of the general topic in every forum.
    lastMessageId: forum === true ? 1 : 0,
  };
}

/** The bot begins in a channel as an administrator with every right, in a group as an ordinary member. */
function startingRights(kind: ChatKind): BotRights {
  const inChannel = kind === 'channel';
  const inPrivate = kind === 'private';
  return {
    member: true,
    administrator: inChannel,
    canPost: true,
    canEdit: inChannel,
    canPin: inChannel || inPrivate,
  };
}
