import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Command, Leaf, Option } from '../../newsroom/command/command.ts';

/** The body that registers all of a bot's commands at once. */
export type DiscordCommands = RESTPutAPIApplicationCommandsJSONBody;

/** Where commands are registered: for every server and the bot's private chats, or for one server. */
export interface RegistrationScope {
  readonly applicationId: string;
  readonly guildId?: string;
}

/** An option's text holds 6000 characters at most (Discord's page "Application Commands", option object). */
const longestText = 6000;

/** Where Dateline can post, including threads. A forum itself takes no messages. */
const postableTypes = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildStageVoice,
] as const;

/**
 * Every declared command in Discord's form, and one message context-menu command for each leaf with a menu label.
 * Pure; the rules are from Discord's page "Application Commands".
 */
export function discordCommands(commands: readonly Command[]): DiscordCommands {
  const leaves = commands.flatMap((command) => command.leaves);
  const menus = leaves.flatMap(({ menu }) => (menu === undefined ? [] : [menu]));
  return [
    ...commands.map(chatInputCommand),
    ...menus.map((name) => ({ type: ApplicationCommandType.Message as const, name, ...everywhere() })),
  ];
}

/**
 * Makes Discord's list of commands equal to `wanted`, and returns whether anything was written. An equal list is left
 * alone, since each new name counts against 200 a day. Throws what the REST client throws.
 */
export async function registerCommands(
  rest: REST,
  { applicationId, guildId }: RegistrationScope,
  wanted: DiscordCommands,
): Promise<boolean> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const body = guildId === undefined ? wanted : wanted.map(withoutContexts);
  const keys = guildId === undefined ? [...comparedKeys, ...globalKeys] : comparedKeys;
  const registered = await rest.get(route);
  if (Array.isArray(registered) && fingerprint(registered, keys) === fingerprint(body, keys)) return false;
  await rest.put(route, { body });
  return true;
}

function chatInputCommand({ name, description, leaves }: Command): DiscordCommands[number] {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description,
    options: leaves.flatMap<APIApplicationCommandOption>((leaf) =>
      leaf.path.length > 1 ? subcommandOf(leaf) : optionsOf(leaf),
    ),
    ...everywhere(),
  };
}

function everywhere() {
  return {
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

function subcommandOf(leaf: Leaf): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: leaf.path.at(-1) ?? '',
    description: leaf.description,
    options: optionsOf(leaf),
  };
}

/** Discord requires the required options first; the rest keeps its order. */
function optionsOf(leaf: Leaf): APIApplicationCommandBasicOption[] {
  const options = Object.entries(leaf.options).map(([name, option]) => optionOf(name, option, leaf));
  return [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)];
}

function optionOf(name: string, option: Option, leaf: Leaf): APIApplicationCommandBasicOption {
  const askedInForm = leaf.form !== undefined && option.type === 'paragraph';
  const words = { name, description: option.description, required: option.required && !askedInForm };
  const length =
    option.maxLength === undefined ? {} : { max_length: Math.min(option.maxLength, longestText) };
  switch (option.type) {
    case 'text':
    case 'paragraph':
      return { type: ApplicationCommandOptionType.String, ...words, ...length };
    case 'story':
    case 'entry':
      return { type: ApplicationCommandOptionType.String, ...words, ...length, autocomplete: true };
    case 'choice': {
      const choices = (option.choices ?? []).map((value) => ({ name: value, value }));
      return { type: ApplicationCommandOptionType.String, ...words, choices };
    }
    case 'integer':
      return { type: ApplicationCommandOptionType.Integer, ...words };
    case 'person':
      return { type: ApplicationCommandOptionType.User, ...words };
    case 'channel':
      return { type: ApplicationCommandOptionType.Channel, ...words, channel_types: [...postableTypes] };
    case 'image':
      return { type: ApplicationCommandOptionType.Attachment, ...words };
  }
}

/** Contexts and installation types exist only for global commands. */
function withoutContexts(command: DiscordCommands[number]): DiscordCommands[number] {
  const { contexts: _contexts, integration_types: _types, ...rest } = command;
  return rest;
}

const comparedKeys = [
  'type',
  'name',
  'description',
  'required',
  'autocomplete',
  'max_length',
  'value',
  'channel_types',
  'choices',
  'options',
];
const globalKeys = ['contexts', 'integration_types'];

/** A text that is equal for equal lists of commands, whatever defaults, ids and order Discord uses. */
function fingerprint(commands: readonly unknown[], keys: readonly string[]): string {
  const each = commands.map((command) => JSON.stringify(essence(command, keys)));
  return JSON.stringify(each.toSorted());
}

function essence(value: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => essence(item, keys));
    return items.every((item) => typeof item === 'number') ? items.toSorted((a, b) => a - b) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  return keys.flatMap((key) => {
    const field = fields.get(key);
    return isDefault(field) ? [] : [[key, essence(field, keys)]];
  });
}

function isDefault(field: unknown): boolean {
  if (Array.isArray(field)) return field.length === 0;
  return field === undefined || field === null || field === false || field === '';
}
