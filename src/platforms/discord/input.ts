import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
} from 'discord.js';
import type { RawValue } from '../../newsroom/command/call.ts';
import type { Invocation } from '../../newsroom/command/dispatcher.ts';

/**
 * Reads a command and its options unchanged. A type that differs from the declaration (an old registration, Discord's
 * autocomplete) is left to the command's own parser.
 */
export function invocationOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Invocation {
  const { data } = interaction.options;
  const [first] = data;
  const isSubcommand = first?.type === ApplicationCommandOptionType.Subcommand;
  const options = isSubcommand ? (first.options ?? []) : data;
  const path = isSubcommand ? [interaction.commandName, first.name] : [interaction.commandName];
  return { path, input: Object.fromEntries(options.flatMap(namedValue)) };
}

function namedValue(option: CommandInteractionOption): readonly (readonly [string, RawValue])[] {
  const { attachment, name, value } = option;
  if (attachment) {
    const mimeType = attachment.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
    return [[name, { kind: 'image', ref: attachment.url, mimeType, sizeBytes: attachment.size }]];
  }
  return value === undefined ? [] : [[name, value]];
}
