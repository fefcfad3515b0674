import { channelJson } from './guild-json.ts';
import { attachmentJson } from './message-json.ts';
import { type Json, jsonList, optionType, textOf } from './protocol.ts';
import type { Attachment, Channel, SandboxPerson, World } from './state.ts';
import { memberJson, userJson } from './user-json.ts';

/** An image that a person attaches to a command. */
export interface ImageInput {
  readonly image: Uint8Array;
  readonly filename: string;
  readonly contentType: string;
}

/** A person's value for an option. People and channels are named by id, mention or name. */
export type OptionInput = string | number | boolean | ImageInput;

/** The people, channels and files that option values name; Discord sends them along with the options. */
export interface Resolved {
  readonly users: Record<string, Json>;
  readonly members: Record<string, Json>;
  readonly channels: Record<string, Json>;
  readonly attachments: Record<string, Json>;
}

/** Where a command is used. */
export interface OptionContext {
  readonly world: World;
  readonly channel: Channel;
  /** The files that can be fetched from the stand-in. */
  readonly uploads: Map<string, Attachment>;
  readonly resolved: Resolved;
}

/** Nothing named yet. */
export function emptyResolved(): Resolved {
  return { users: {}, members: {}, channels: {}, attachments: {} };
}

/**
 * The value of an option as Discord sends it. Throws a plain error for what Discord's client would not let a person
 * send: a wrong type, a value out of bounds, a choice that is not offered.
 */
export function optionValue(
  context: OptionContext,
  option: Json,
  input: OptionInput,
): string | number | boolean {
  switch (option['type']) {
    case optionType.string:
      return textValue(option, input);
    case optionType.integer:
    case optionType.number:
      return numberValue(option, input);
    case optionType.boolean:
      if (input === true || input === 'true') return true;
      if (input === false || input === 'false') return false;
      throw refuse(option, 'takes true or false');
    case optionType.user:
      return userValue(context, option, textOf(input));
    case optionType.channel:
      return channelValue(context, option, textOf(input));
    case optionType.attachment:
      return attachmentValue(context, option, input);
    default:
      throw refuse(option, `has the type ${textOf(option['type'])}, which the stand-in does not know`);
  }
}

function refuse(option: Json, why: string): Error {
  return new Error(`The option ${textOf(option['name'])} ${why}.`);
}

function chosen(option: Json, input: OptionInput): unknown {
  const choices = jsonList(option['choices']);
  if (choices.length === 0) return input;
  const choice = choices.find((one) => one['value'] === input || one['name'] === input);
  if (!choice)
    throw refuse(
      option,
      `offers ${choices.map((one) => textOf(one['value'])).join(', ')}; got ${textOf(input)}`,
    );
  return choice['value'];
}

function textValue(option: Json, input: OptionInput): string {
  const value = chosen(option, input);
  if (typeof value !== 'string') throw refuse(option, 'takes text');
  const [least, most] = [Number(option['min_length'] ?? 0), Number(option['max_length'] ?? 6_000)];
  if (value === '') throw refuse(option, 'cannot be empty');
  if (value.length >= least && value.length <= most) return value;
  throw refuse(option, `takes ${least} to ${most} characters; got ${value.length}`);
}

function numberValue(option: Json, input: OptionInput): number {
  const value = Number(chosen(option, typeof input === 'string' ? Number(input) : input));
  const isWhole = option['type'] === optionType.integer;
  if (!Number.isFinite(value) || (isWhole && !Number.isInteger(value)))
    throw refuse(option, 'takes a number');
  const [least, most] = [Number(option['min_value'] ?? -Infinity), Number(option['max_value'] ?? Infinity)];
  if (value < least || value > most) throw refuse(option, `takes ${least} to ${most}; got ${value}`);
  return value;
}

function userValue({ world, resolved }: OptionContext, option: Json, input: string): string {
  const person = findPerson(world, input);
  if (!person) throw refuse(option, `names nobody in the stand-in: ${input}`);
  resolved.users[person.id] = userJson(world, person);
  const { user: _user, ...member } = memberJson(world, person);
  resolved.members[person.id] = { ...member, permissions: '0' };
  return person.id;
}

function findPerson(world: World, input: string): SandboxPerson | undefined {
  const id = /^<@!?(\d+)>$/.exec(input)?.[1] ?? input;
  const name = input.replace(/^@/, '').toLowerCase();
  return (
    world.people.get(id) ?? [...world.people.values()].find((person) => person.name.toLowerCase() === name)
  );
}

function channelValue({ world, channel, resolved }: OptionContext, option: Json, input: string): string {
  const id = /^<#(\d+)>$/.exec(input)?.[1] ?? input;
  const here = [...world.channels.values()].filter((one) => one.guildId === channel.guildId);
  const found = here.find((one) => one.id === id) ?? here.find((one) => one.name === input.replace(/^#/, ''));
  const allowed = Array.isArray(option['channel_types']) ? option['channel_types'] : undefined;
  if (!found) throw refuse(option, `names no channel of this server: ${input}`);
  if (allowed && !allowed.includes(found.type)) throw refuse(option, `does not offer #${found.name}`);
  resolved.channels[found.id] = { ...channelJson(world, found), permissions: '0' };
  return found.id;
}

function attachmentValue(context: OptionContext, option: Json, input: OptionInput): string {
  if (typeof input !== 'object') throw refuse(option, 'takes an image');
  const { world, channel, uploads, resolved } = context;
  const { image: bytes, filename, contentType } = input;
  const file: Attachment = { id: world.newId(), channelId: channel.id, filename, contentType, bytes };
  uploads.set(file.id, file);
  resolved.attachments[file.id] = attachmentJson(world, file);
  return file.id;
}
