import { covers, type PersonId, type Role } from '../../domain/person.ts';
import type { Call, Place, RawInput } from '../command/call.ts';
import type { Leaf } from '../command/command.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';

/** The roles in words. */
export const roleNames: Readonly<Record<Role, string>> = {
  reporter: 'a reporter',
  editor: 'an editor',
  chief: 'a chief',
};

/** Who may use what needs a role. Reporters submit to the desk what editors publish. */
const whoMay: Readonly<Record<Role, string>> = { ...roleNames, reporter: 'an editor or a reporter' };

/** A person's role: chiefs by configuration first, then the staff records. */
export async function roleOf(room: Newsroom, person: PersonId): Promise<Role | undefined> {
  return room.chiefs.has(person) ? 'chief' : room.staff.role(person);
}

/**
 * The one place where access is decided, for commands, forms, buttons and suggestions alike. Throws {@link Refusal}
 * when the caller may not use the command with this input.
 */
export async function demandAccess(room: Newsroom, use: CommandUse, call: Call): Promise<void> {
  const { access } = use.leaf;
  if (access === 'anyone') return;
  const role = await roleOf(room, call.by.id);
  if (access === 'manager') return demandManager(role, use, call);
  if (!covers(role, access)) throw roleMissing({ leaf: use.leaf, needed: access }, role, call);
}

/** A command, and the role for it that the caller does not have. */
interface Missing {
  readonly leaf: Leaf;
  readonly needed: Role;
}

/** A role that is needed for a part of a command. */
export interface Demand {
  readonly role: Role;
  /** What it is for, as an infinitive: `end an embargo early`. */
  readonly to: string;
}

/** Demands a role for a part of a command. Throws {@link Refusal} when the caller does not have it. */
export async function demandRole(room: Newsroom, { role, to }: Demand, call: Call): Promise<void> {
  const held = await roleOf(room, call.by.id);
  if (covers(held, role)) return;
  throw new Refusal(`You need to be ${roleNames[role]} to ${to}; ${standingOf(held, call)}.`);
}

/** A command and its raw input. */
export interface CommandUse {
  readonly leaf: Leaf;
  readonly input: RawInput;
}

/**
 * The place that a command is about: the named channel, else the one where it was used. Throws {@link Refusal} for a
 * channel that the bot cannot see.
 */
export async function placeMeant(call: Call, reference: string | undefined): Promise<Place> {
  if (reference === undefined) return call.place;
  const place = await call.findPlace(reference);
  if (place !== undefined) return place;
  throw new Refusal(`I do not see the channel “${reference}”.`, {
    option: 'channel',
    remedy: 'Add me to it, then name it like channel:@harbournews or use the command in it.',
  });
}

async function demandManager(role: Role | undefined, { leaf, input }: CommandUse, call: Call): Promise<void> {
  const place = await placeMeant(call, channelNamed(leaf, input));
  if (covers(role, 'chief')) return;
  if (await call.mayManage(place)) return;
  throw new Refusal(`You need to manage ${place.name} to use ${commandName(leaf)} for it.`, {
    remedy: 'Ask one of its admins to do it.',
  });
}

function channelNamed(leaf: Leaf, input: RawInput): string | undefined {
  const value = leaf.options['channel'] && input['channel'];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function roleMissing(use: Missing, held: Role | undefined, call: Call): Refusal {
  const { leaf, needed } = use;
  const sentence = `You need to be ${whoMay[needed]} to use ${commandName(leaf)}; ${standingOf(held, call)}.`;
  const isHidden = held === undefined && isPlaceItself(call);
  return new Refusal(sentence, {
    remedy: isHidden ? inOwnName : 'A chief gives roles with /staff add.',
  });
}

const inOwnName = 'Send it to me in private, or write in your own name.';

/** Throws {@link Refusal} for somebody who writes as a chat, whatever its role: some actions need a person's name. */
export function demandName(call: Call): void {
  if (!isPlaceItself(call)) return;
  throw new Refusal(`This needs somebody's name; ${standingOf(undefined, call)}.`, { remedy: inOwnName });
}

/** Somebody's position in the newsroom, as a clause. */
function standingOf(held: Role | undefined, call: Call): string {
  if (held !== undefined) return `you are ${roleNames[held]}`;
  if (isPlaceItself(call)) return `you write as ${call.by.name}, and I do not see who you are`;
  return 'you have no role in this newsroom';
}

/** Whether the caller is the chat itself: posts of a Telegram channel and anonymous administrators name no person. */
export function isPlaceItself({ by, place }: Pick<Call, 'by' | 'place'>): boolean {
  return isWrittenAs(by.id, place);
}

/** Whether this id stands for the place itself, so that what was written belongs to no person. */
export function isWrittenAs(id: PersonId, { kind, destination }: Call['place']): boolean {
  return kind !== 'private' && (destination === id || destination.startsWith(`${id}:`));
}

/** A command as it is typed: `/story open`. */
export function commandName(leaf: Pick<Leaf, 'path'>): string {
  return `/${leaf.path.join(' ')}`;
}
