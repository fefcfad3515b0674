import type { PersonId } from '../../domain/person.ts';
import type { Newsroom } from '../records.ts';

/** Everyone who is a chief, by configuration or by the staff records. */
export async function allChiefs({ chiefs, staff }: Newsroom): Promise<ReadonlySet<PersonId>> {
  const members = await staff.list();
  const named = members.flatMap(({ person, role }) => (role === 'chief' ? [person.id] : []));
  return new Set([...chiefs, ...named]);
}
