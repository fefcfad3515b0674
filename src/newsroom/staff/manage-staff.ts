import { type Person, type PersonId, type Role, roles } from '../../domain/person.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { roleNames, roleOf } from './access.ts';

/** What `/staff add` is given. */
export interface StaffInput {
  readonly user: string;
  readonly role: Role;
  /** Another account of the same person. */
  readonly same: string | undefined;
}

/**
 * Gives a person a role in the newsroom, or changes it, and tells the desk who did. An account that was noted as
 * another one's person stays so. Throws {@link Refusal} for a chief by configuration, and for another account that is
 * not the newsroom's.
 */
export async function addStaff(
  room: Newsroom,
  { user, role, same }: StaffInput,
  call: Call,
): Promise<Answer> {
  const person = await personMeant(room, call, user);
  if (room.chiefs.has(person.id)) throw fixedChief(person);
  const members = await room.staff.list();
  const other = same === undefined ? undefined : await otherAccount(room, { person, same }, call);
  const before = members.find((member) => member.person.id === person.id);
  await room.staff.put(person, role, other?.id ?? before?.sameAs);
  const noted =
    other &&
    `It is noted as an account of the same person as ${nameWithId(other)}: together they count as one.`;
  if (before?.role !== role || other !== undefined)
    await tellOthers(room, `${call.by.name} made ${nameWithId(person)} ${roleNames[role]}.`, noted);
  return { content: say(`${nameWithId(person)} is ${roleNames[role]} now.`, mayDo[role], noted) };
}

/** So that nobody gets a role, or loses it, without the others' knowledge. What was changed stays if that fails. */
function tellOthers(room: Newsroom, ...lines: readonly (string | undefined)[]): Promise<void> {
  return hint(async () => {
    await room.wire.tellDesk(say(...lines));
  });
}

/** The account that is named as the same person's: by its id, on either platform, or as people are named. */
async function otherAccount(
  room: Newsroom,
  { person, same }: { readonly person: Person; readonly same: string },
  call: Call,
): Promise<Person> {
  const members = await room.staff.list();
  const known = [...members.map((member) => member.person), ...(await fixedChiefs(room))];
  const typed = same.trim().toLowerCase();
  const withId = (id: string | undefined) => known.find((one) => one.id === id);
  const other = withId(typed) ?? withId((await call.findPerson(same))?.id);
  if (other !== undefined && other.id !== person.id) return other;
  const what = other === undefined ? `“${same}” has no role in this newsroom.` : 'That is the same account.';
  throw new Refusal(what, {
    option: 'same',
    remedy: 'Name the other account as /staff list writes it, such as same:discord:123456789012345678.',
  });
}

/** Removes a person's role, and tells the desk who did. Chiefs by configuration keep theirs. */
export async function removeStaff(room: Newsroom, user: string, call: Call): Promise<Answer> {
  const person = await personMeant(room, call, user);
  if (room.chiefs.has(person.id)) throw fixedChief(person);
  const role = await roleOf(room, person.id);
  const removed = await room.staff.remove(person.id);
  if (!removed) throw new Refusal(`${person.name} has no role in this newsroom.`, { option: 'user' });
  const lost = `${nameWithId(person)} is not ${role ? roleNames[role] : 'staff'} any more.`;
  await tellOthers(room, `${lost} ${call.by.name} took the role away.`);
  return { content: say(lost) };
}

/** Lists the newsroom's members, chiefs first, with the chiefs by configuration. */
export async function listStaff(room: Newsroom): Promise<Answer> {
  const members = await room.staff.list();
  const lines = roles
    .toReversed()
    .flatMap((role) =>
      members
        .filter((member) => member.role === role && !room.chiefs.has(member.person.id))
        .map(({ person, sameAs }) =>
          [nameWithId(person), role, ...(sameAs === undefined ? [] : [`same person as ${sameAs}`])].join(
            ' · ',
          ),
        ),
    );
  const fixed = (await fixedChiefs(room)).map((chief) =>
    [nameWithId(chief), 'chief by configuration', ...others(room, chief.id)].join(' · '),
  );
  if (lines.length + fixed.length === 0) return { content: say('The newsroom has no members yet.') };
  return { content: say(...fixed, ...lines) };
}

/** The chiefs by configuration, with the names of those who have used a command. */
async function fixedChiefs({ chiefs, staff }: Newsroom): Promise<readonly Person[]> {
  const names = await staff.chiefNames();
  return [...chiefs].map((id) => ({ id, name: names.get(id) ?? id }));
}

/** What is said of the other accounts of a chief by configuration. */
function others({ sameChiefs = [] }: Newsroom, id: PersonId): readonly string[] {
  const accounts = sameChiefs.find((one) => one.includes(id)) ?? [];
  const rest = accounts.filter((one) => one !== id);
  return rest.length === 0 ? [] : [`same person as ${rest.join(', ')}`];
}

const mayDo: Readonly<Record<Role, string>> = {
  reporter: 'Reporters write updates, which go out when the desk approves them.',
  editor: 'Editors open stories, publish and edit updates, and set key developments.',
  chief: 'Chiefs do all that editors do, close stories, and manage staff and the desk.',
};

/** Somebody who is named by an id keeps the name that the newsroom already has. */
async function personMeant(room: Newsroom, call: Call, reference: string): Promise<Person> {
  const found = await call.findPerson(reference);
  if (found !== undefined && found.name !== found.id) return found;
  if (found !== undefined) {
    const members = await room.staff.list();
    return members.find(({ person }) => person.id === found.id)?.person ?? found;
  }
  throw new Refusal(`I do not know “${reference}”.`, {
    option: 'user',
    remedy:
      'Mention them (on Discord user:@name), or have them write to me once and then name them by user:@name or by their id.',
  });
}

/** `Mari Holt (telegram:123)`; the id alone where no name is known. */
function nameWithId({ name, id }: Person): string {
  return name === id ? id : `${name} (${id})`;
}

function fixedChief(person: Person): Refusal {
  return new Refusal(`${person.name} is a chief by configuration.`, {
    option: 'user',
    remedy: 'That is changed with CHIEFS, where Dateline is set up.',
  });
}
