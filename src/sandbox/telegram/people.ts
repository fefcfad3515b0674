/** Somebody with a Telegram account, other than the bot. */
export interface SandboxPerson {
  readonly id: number;
  readonly name: string;
  readonly username?: string | undefined;
}

/** An account as the Bot API gives it ("User"). */
export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string | undefined;
  readonly language_code?: string | undefined;
}

/** The bot's own account, with its username and abilities. */
export interface BotAccount extends WireUser {
  readonly username: string;
  readonly can_join_groups: boolean;
  readonly can_read_all_group_messages: boolean;
  readonly supports_inline_queries: boolean;
  readonly can_connect_to_business: boolean;
  readonly has_main_web_app: boolean;
}

/** A person to make. `id` is for tests that need a particular one. */
export interface NewPerson {
  readonly name: string;
  readonly username?: string;
  readonly id?: number;
}

/** The sender that anonymous administrators' messages show (Bot API, "Message.from"). */
export const anonymousAdmin: WireUser = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};

/** Who changes the bot's rights in a chat without an administrator of its own. */
export const chatOwner: SandboxPerson = { id: 1000, name: 'Owner' };

/** The people of one sandbox. */
export interface People {
  /** Throws when the id is taken. */
  add(person: NewPerson): SandboxPerson;
  find(id: number): SandboxPerson | undefined;
}

/** Starts with nobody; ids count up from 1001. */
export function createPeople(): People {
  const people = new Map<number, SandboxPerson>();
  let nextId = 1001;
  return {
    add({ name, username, id }) {
      while (people.has(nextId)) nextId += 1;
      const person: SandboxPerson = { id: id ?? nextId, name, username };
      if (people.has(person.id)) throw new Error(`There is already a person with the id ${person.id}.`);
      people.set(person.id, person);
      return person;
    },
    find: (id) => people.get(id),
  };
}

/** A person as a "User" of the Bot API. */
export function toUser(person: SandboxPerson): WireUser {
  const { id, name, username } = person;
  return { id, is_bot: false, first_name: name, username, language_code: 'en' };
}

/** The bot's own account as getMe returns it. */
export function botAccount(id: number, username: string, readsAll: boolean): BotAccount {
  return {
    id,
    is_bot: true,
    first_name: 'Dateline sandbox',
    username,
    can_join_groups: true,
    can_read_all_group_messages: readsAll,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}
