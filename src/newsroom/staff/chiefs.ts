import type { Person, PersonId } from '../../domain/person.ts';
import type { Newsroom } from '../records.ts';

/** The chiefs as people: accounts that are noted as one person's count once. */
export interface Chiefs {
  readonly count: number;
  /** Whether two accounts are the same one, or noted as one person's. */
  isSame(one: PersonId, other: PersonId): boolean;
}

/** Reads who is a chief, by configuration or by the staff records. */
export async function readChiefs({
  chiefs,
  sameChiefs = [],
  staff,
}: Pick<Newsroom, 'chiefs' | 'sameChiefs' | 'staff'>): Promise<Chiefs> {
  const members = await staff.list();
  const noted = members.flatMap(({ person, sameAs }) => (sameAs === undefined ? [] : [[person.id, sameAs]]));
  const people = joined([...sameChiefs, ...noted]);
  const personOf = (id: PersonId) => people.find((accounts) => accounts.has(id)) ?? id;
  const named = members.flatMap(({ person, role }) =>
    role === 'chief' && !isChat(person.id) ? [person.id] : [],
  );
  return {
    count: new Set([...chiefs, ...named].map(personOf)).size,
    isSame: (one, other) => personOf(one) === personOf(other),
  };
}

/**
 * Makes what notes the names of chiefs by configuration, which has only their ids: each name once, since every command
 * brings it. Nobody waits for that, and without an answer of the records it is left for their next command.
 */
export function createChiefNotes({ chiefs, staff }: Pick<Newsroom, 'chiefs' | 'staff'>) {
  const noted = new Map<PersonId, string>();

  return (person: Person): void => {
    if (!chiefs.has(person.id) || noted.get(person.id) === person.name) return;
    noted.set(person.id, person.name);
    staff.nameChief(person).catch(() => noted.delete(person.id));
  };
}

/** A role may be given to a Telegram chat, whose number is negative (Bot API, "Chat"). Nobody's name stands for it. */
function isChat(id: PersonId): boolean {
  return id.startsWith('telegram:-');
}

/** Joins groups that have an account in common. */
function joined(groups: readonly (readonly PersonId[])[]): readonly ReadonlySet<PersonId>[] {
  let people: readonly ReadonlySet<PersonId>[] = [];
  for (const group of groups) {
    const touched = people.filter((accounts) => group.some((id) => accounts.has(id)));
    const others = people.filter((accounts) => !touched.includes(accounts));
    people = [...others, new Set([...touched.flatMap((accounts) => [...accounts]), ...group])];
  }
  return people;
}
