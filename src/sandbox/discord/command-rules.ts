import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { type FormFault, invalidForm, refusal } from './errors.ts';
import { requireSchema } from './form-faults.ts';
import { commandType, type Json, jsonList, optionType, textOf } from './protocol.ts';

// Discord, Application Commands: names, and caps per type and scope.
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const caps: Record<number, number> = { 1: 100, 2: 15, 3: 15 };
const maxCharacters = 8_000;

type Path = readonly (string | number)[];

/** Throws 50035 or 30032 for a list of commands that Discord would refuse. */
export function requireCommandRules(commands: readonly Json[]): void {
  for (const [index, command] of commands.entries()) {
    requireSchema(ApplicationCommandUpdateRequestSchema, withNumericRights(command), [String(index)]);
  }
  const faults = [
    ...duplicates(commands, [], 'APPLICATION_COMMANDS_DUPLICATE_NAME'),
    ...commands.flatMap((command, index) => commandFaults(command, [index])),
  ];
  if (faults.length > 0) throw invalidForm(faults);
  for (const [type, cap] of Object.entries(caps)) {
    const count = commands.filter((command) => textOf(command['type'] ?? 1) === type).length;
    if (count > cap) throw refusal('tooManyCommands');
  }
}

/** Clients send this bitset as text; the schemas expect a number. */
function withNumericRights(command: Json): Json {
  const rights = command['default_member_permissions'];
  return typeof rights === 'string' ? { ...command, default_member_permissions: Number(rights) } : command;
}

function commandFaults(command: Json, path: Path): readonly FormFault[] {
  const isChatInput = (command['type'] ?? commandType.chatInput) === commandType.chatInput;
  const description = textOf(command['description']);
  if (!isChatInput) {
    if (description === '') return [];
    const message = 'Context menu commands cannot have a description';
    return [
      { path: [...path, 'description'], code: 'APPLICATION_COMMANDS_DESCRIPTION_NOT_ALLOWED', message },
    ];
  }
  const faults = [...nameFaults(command, path), ...optionFaults(command, path)];
  if (description === '') {
    faults.push({
      path: [...path, 'description'],
      code: 'BASE_TYPE_REQUIRED',
      message: 'This field is required',
    });
  }
  if (characters(command) > maxCharacters) {
    const message = `Command exceeds maximum size (${maxCharacters})`;
    faults.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  return faults;
}

function nameFaults(named: Json, path: Path): readonly FormFault[] {
  const name = textOf(named['name']);
  if (namePattern.test(name) && name === name.toLowerCase()) return [];
  const message = 'String value did not match validation regex.';
  return [{ path: [...path, 'name'], code: 'STRING_TYPE_REGEX', message }];
}

function optionFaults(parent: Json, path: Path): readonly FormFault[] {
  const options = jsonList(parent['options']);
  const own = options.flatMap((option, index) => {
    const at = [...path, 'options', index];
    return [...nameFaults(option, at), ...choiceFaults(option, at), ...optionFaults(option, at)];
  });
  return [
    ...own,
    ...duplicates(options, [...path, 'options'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'),
    ...orderFaults(options, path),
  ];
}

function choiceFaults(option: Json, path: Path): readonly FormFault[] {
  if (option['autocomplete'] !== true || jsonList(option['choices']).length === 0) return [];
  const message = 'Autocomplete and choices cannot both be set';
  return [{ path, code: 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', message }];
}

function orderFaults(options: readonly Json[], path: Path): readonly FormFault[] {
  const firstOptional = options.findIndex((option) => option['required'] !== true);
  return options.flatMap((option, index) => {
    if (option['required'] !== true || index < firstOptional || firstOptional < 0) return [];
    const message = 'Required options must be placed before non-required options';
    return [
      { path: [...path, 'options', index], code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message },
    ];
  });
}

function duplicates(named: readonly Json[], path: Path, code: string): readonly FormFault[] {
  const keys = named.map(
    (one) => `${one['type'] === commandType.message ? 'menu' : 'command'}:${textOf(one['name'])}`,
  );
  return keys.flatMap((key, index) => {
    if (keys.indexOf(key) === index) return [];
    return [{ path: [...path, index, 'name'], code, message: 'Names must be unique' }];
  });
}

function characters(named: Json): number {
  const texts = [named['name'], named['description'], named['value']].filter(
    (text) => typeof text === 'string',
  );
  const own = texts.reduce((sum, text) => sum + text.length, 0);
  const inner = [...jsonList(named['options']), ...jsonList(named['choices'])];
  return inner.reduce((sum, one) => sum + characters(one), own);
}

/** Whether an option is a subcommand or a group of them. */
export function isSubcommand(option: Json): boolean {
  return option['type'] === optionType.subcommand || option['type'] === optionType.subcommandGroup;
}
