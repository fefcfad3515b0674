import type { User } from 'grammy/types';
import type { Person } from '../../domain/person.ts';

/** The people whom the bot has met, by username, since the Bot API cannot look one up. */
export interface People {
  /** Records who has a username now. `username` is in lower case, without the @. */
  remember(username: string, person: Person): Promise<void>;
  find(username: string): Promise<Person | undefined>;
}

/** A Telegram user as a person of the newsroom. */
export function personOf({ id, first_name: first, last_name: last }: User): Person {
  return { id: `telegram:${id}`, name: last === undefined ? first : `${first} ${last}` };
}

/**
 * Finds a person by `@username` (if the bot has met them), a numeric id, `telegram:ID` or `discord:ID`. `present` are
 * people whose names are already known. Undefined for anything else.
 */
export async function findPerson(
  reference: string,
  people: People,
  present: readonly Person[],
): Promise<Person | undefined> {
  const text = reference.trim();
  if (text.startsWith('@')) {
    return people.find(text.slice(1).toLowerCase());
  }
  const [, platform, number] = /^(?:(telegram|discord):)?(-?\d{1,20})$/u.exec(text) ?? [];
  if (number === undefined) return undefined;
  const id: Person['id'] = platform === 'discord' ? `discord:${number}` : `telegram:${number}`;
  return present.find((person) => person.id === id) ?? { id, name: id };
}
