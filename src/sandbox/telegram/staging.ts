import type { BotDelivery } from './delivery.ts';
import type { BotRights, ChatState, Member, MessageDraft } from './model.ts';
import { chatOwner, type SandboxPerson } from './people.ts';
import type { World } from './world.ts';

/** Makes and changes chats, members, rights and topics. Every method throws for a chat that does not exist. */
export interface Staging {
  /** The chat of somebody who has pressed Start. */
  addPrivateChat(person: SandboxPerson): { readonly id: number };
  /** Makes a group with the bot as an ordinary member. A forum is always a supergroup. */
  addGroup(group: { readonly title: string; readonly supergroup?: boolean; readonly forum?: boolean }): {
    readonly id: number;
  };
  /** A channel that the bot administers with every right. */
  addChannel(channel: { readonly title: string; readonly username?: string }): { readonly id: number };
  addMember(chatId: number, person: SandboxPerson, options?: Partial<Omit<Member, 'person'>>): void;
  removeMember(chatId: number, person: SandboxPerson): void;
  /** Changes the given rights and tells the bot by my_chat_member. `member: false` is a kick. */
  setBotRights(chatId: number, rights: Partial<BotRights>): void;
  /** Makes a topic and its service message, which has the topic's id. The chat must be a forum already. */
  addTopic(chatId: number, name: string): { readonly threadId: number };
  closeTopic(chatId: number, threadId: number): void;
  reopenTopic(chatId: number, threadId: number): void;
  /** Deletes a topic; posts to it are then refused. */
  deleteTopic(chatId: number, threadId: number): void;
  blockBot(person: SandboxPerson): void;
  unblockBot(person: SandboxPerson): void;
  /**
   * Upgrades a basic group: a new id, service messages in both, and a refusal of the old id that names the new one.
   */
  migrateToSupergroup(chatId: number): { readonly id: number };
}

/** Makes {@link Staging}. */
export function createStaging(world: World, delivery: BotDelivery): Staging {
  const tell = (chat: ChatState, draft: Omit<MessageDraft, 'sender'>) => {
    const message = world.addMessage(chat, { ...draft, sender: { kind: 'person', person: ownerOf(chat) } });
    delivery.message(chat, message);
    return message;
  };
  return {
    addPrivateChat(person) {
      const { name: title, username } = person;
      if (world.findChat(person.id) !== undefined) throw new Error(`${title} has a private chat already.`);
      return world.addChat({ kind: 'private', title, username, person });
    },
    addGroup: ({ title, supergroup = false, forum = false }) =>
      world.addChat({ kind: supergroup || forum ? 'supergroup' : 'group', title, forum }),
    addChannel: ({ title, username }) => world.addChat({ kind: 'channel', title, username }),
    addMember(chatId, person, { administrator = false, anonymous = false } = {}) {
      const chat = world.chat(chatId);
      if (chat.kind === 'private') throw new Error('Nobody can be added to a private chat.');
      chat.members.set(person.id, { person, administrator, anonymous });
      world.changed();
    },
    removeMember(chatId, person) {
      world.chat(chatId).members.delete(person.id);
      world.changed();
    },
    setBotRights(chatId, rights) {
      const chat = world.chat(chatId);
      const before = chat.rights;
      chat.rights = { ...before, ...rights };
      delivery.rights(chat, { by: ownerOf(chat), before, after: chat.rights });
      world.changed();
    },
    ...createTopicStaging(world, tell),
    ...createBlocking(world, delivery),
    migrateToSupergroup: (chatId) => migrate(world, tell, world.chat(chatId)),
  };
}

type Tell = (chat: ChatState, draft: Omit<MessageDraft, 'sender'>) => { readonly id: number };

function createTopicStaging(
  world: World,
  tell: Tell,
): Pick<Staging, 'addTopic' | 'closeTopic' | 'reopenTopic' | 'deleteTopic'> {
  function setClosed(chatId: number, threadId: number, closed: boolean): void {
    const chat = world.chat(chatId);
    const topic = chat.topics.get(threadId);
    if (topic === undefined) throw new Error(`${chat.title} has no topic ${threadId}.`);
    chat.topics.set(threadId, { ...topic, closed });
    tell(chat, { service: { kind: closed ? 'topic-closed' : 'topic-reopened' }, threadId });
  }

  return {
    addTopic(chatId, name) {
      const chat = world.chat(chatId);
      if (!chat.forum) throw new Error(`${chat.title} is no forum: add it with forum: true.`);
      const threadId = chat.lastMessageId + 1;
      chat.topics.set(threadId, { name, closed: false });
      tell(chat, { service: { kind: 'topic-created', name }, threadId });
      return { threadId };
    },
    closeTopic: (chatId, threadId) => setClosed(chatId, threadId, true),
    reopenTopic: (chatId, threadId) => setClosed(chatId, threadId, false),
    deleteTopic(chatId, threadId) {
      const chat = world.chat(chatId);
      chat.topics.delete(threadId);
      for (const message of chat.messages.values()) {
        if (message.threadId === threadId) world.removeMessage(message);
      }
      world.changed();
    },
  };
}

function createBlocking(world: World, delivery: BotDelivery): Pick<Staging, 'blockBot' | 'unblockBot'> {
  function setBlocked(person: SandboxPerson, blocked: boolean): void {
    const chat = world.chat(person.id);
    if (chat.blocked === blocked) return;
    chat.blocked = blocked;
    const free = chat.rights;
    const barred = { ...free, member: false };
    const change = blocked ? { before: free, after: barred } : { before: barred, after: free };
    delivery.rights(chat, { by: person, ...change });
    world.changed();
  }

  return {
    blockBot: (person) => setBlocked(person, true),
    unblockBot: (person) => setBlocked(person, false),
  };
}

function migrate(world: World, tell: Tell, group: ChatState): { readonly id: number } {
  if (group.kind !== 'group') throw new Error(`${group.title} is no basic group: only those migrate.`);
  if (group.migratedTo !== undefined) return { id: group.migratedTo };
  const supergroup = world.addChat({ kind: 'supergroup', title: group.title });
  supergroup.rights = group.rights;
  for (const [id, member] of group.members) supergroup.members.set(id, member);
  group.migratedTo = supergroup.id;
  tell(group, { service: { kind: 'migrated-to', chatId: supergroup.id } });
  tell(supergroup, { service: { kind: 'migrated-from', chatId: group.id } });
  return { id: supergroup.id };
}

function ownerOf(chat: ChatState): SandboxPerson {
  const members = [...chat.members.values()];
  if (chat.kind === 'private') return members[0]?.person ?? chatOwner;
  return members.find((it) => it.administrator)?.person ?? chatOwner;
}
