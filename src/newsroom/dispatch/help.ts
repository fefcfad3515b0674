import { platformOf } from '../../domain/destination.ts';
import { covers, type Role } from '../../domain/person.ts';
import type { Story } from '../../domain/story.ts';
import { code, type Piece } from '../../domain/text/build.ts';
import type { Block, RichText } from '../../domain/text/rich-text.ts';
import type { Answer } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Access, Command, HelpGroup, Leaf, Option } from '../command/command.ts';
import { Refusal } from '../command/refusal.ts';
import { paragraphOf, title } from '../command/say.ts';
import { typedExample } from '../command/typed-example.ts';
import type { Newsroom } from '../records.ts';
import { commandName, roleOf } from '../staff/access.ts';

const groups = ['Write', 'Follow', 'Run the desk'] as const satisfies readonly HelpGroup[];

/** The story named in the declared examples. */
const exampleSlug = 'lindhavn-ferries';

/**
 * Who may use something, by its least role. Updates are written by reporters and editors, but published by editors.
 */
const accessWords: Readonly<Record<Access, string>> = {
  reporter: 'editor (publishes), reporter (submits)',
  editor: 'editor',
  chief: 'chief',
  manager: 'whoever may manage the channel or chat',
  anyone: 'anyone',
};

/** What members of the newsroom are told about themselves. */
const standings: Readonly<Record<Role, string>> = {
  reporter: 'You are a reporter: your updates go out when the desk approves them.',
  editor: 'You are an editor.',
  chief: 'You are a chief.',
};

/** What `/help` was asked, and the commands that exist. */
export interface HelpRequest {
  readonly commands: readonly Command[];
  readonly about: string | undefined;
}

/** Says who the person is here and what they may do, or how to use one command. */
export async function showHelp(
  room: Newsroom,
  { commands, about }: HelpRequest,
  call: Call,
): Promise<Answer> {
  const examples = exampleWriter(commands, await newestLiveStory(room), call);
  if (about !== undefined) return { content: commandHelp(commands, about, examples) };
  const role = await roleOf(room, call.by.id);
  const manages = covers(role, 'chief') || (await call.mayManage(call.place));
  return { content: screen(usableBy(commands, role, manages), role, examples) };
}

/** All commands as a Markdown table: command, options (`?` marks those that may be left out), who may use it. */
export function commandTable(commands: readonly Command[]): string {
  const rows = commands
    .flatMap((command) => command.leaves)
    .map((leaf) => `| \`${commandName(leaf)}\` | ${optionList(leaf)} | ${accessWords[leaf.access]} |`);
  return ['| command | options (`?` optional) | who |', '| --- | --- | --- |', ...rows].join('\n');
}

function optionList(leaf: Leaf): string {
  return Object.entries(leaf.options)
    .map(([name, { required }]) => `\`${name}${required ? '' : '?'}\``)
    .join(' ');
}

async function newestLiveStory(room: Newsroom): Promise<Story | undefined> {
  const [newest] = await room.stories.list();
  return newest?.state === 'live' ? newest : undefined;
}

/**
 * The commands, with only the subcommands that the person may use. If some are left out, the command takes the access
 * of the first that is left; if none needs a role, it belongs to the group *Follow*.
 */
function usableBy(
  commands: readonly Command[],
  role: Role | undefined,
  manages: boolean,
): readonly Command[] {
  const mayUse = ({ access }: Leaf): boolean => {
    if (access === 'anyone') return true;
    return access === 'manager' ? manages : covers(role, access);
  };
  return commands
    .map((command) => ({ ...command, leaves: command.leaves.filter(mayUse) }))
    .filter((command) => command.leaves.length > 0)
    .map((command) => (isWhole(command, commands) ? command : partOf(command)));
}

function isWhole({ name, leaves }: Command, all: readonly Command[]): boolean {
  return all.some((command) => command.name === name && command.leaves.length === leaves.length);
}

function partOf(command: Command): Command {
  const { leaves } = command;
  return {
    ...command,
    description: leaves[0]?.description ?? command.description,
    group: leaves.every(({ access }) => access === 'anyone') ? 'Follow' : command.group,
  };
}

function screen(commands: readonly Command[], role: Role | undefined, examples: WriteExample): RichText {
  const who = role === undefined ? 'You have no role in this newsroom; you may read.' : standings[role];
  const sections = groups.flatMap((group): readonly Block[] => {
    const members = commands.filter((command) => command.group === group);
    if (members.length === 0) return [];
    return [paragraphOf(title(group), ...members.map((command) => commandLine(command, examples)))];
  });
  return [
    paragraphOf(who),
    ...sections,
    paragraphOf('/help and a name, such as /help digest, shows more of a command.'),
  ];
}

function commandLine({ description, leaves }: Command, write: WriteExample): readonly Piece[] {
  return [code(write(leaves[0]?.examples[0] ?? '')), ` ${description}`];
}

function commandHelp(commands: readonly Command[], about: string, write: WriteExample): RichText {
  const words = about.replace(/^\//, '').toLowerCase().split(/\s+/);
  const command = commands.find(({ name }) => name === words[0]);
  if (command === undefined) throw unknownCommand(commands, about);
  const [only, ...others] = command.leaves;
  if (only !== undefined && others.length === 0) return leafHelp(only, write);
  const leaf = command.leaves.find(({ path }) => path[1] === words[1]);
  return leaf === undefined ? groupHelp(command, write) : leafHelp(leaf, write);
}

function groupHelp({ name, description, leaves }: Command, write: WriteExample): RichText {
  const lines = leaves.map((leaf) => [
    code(write(leaf.examples[0] ?? commandName(leaf))),
    ` ${leaf.description} (${accessWords[leaf.access]})`,
  ]);
  return [
    paragraphOf([...pieces(title(`/${name}`)), ` ${description}`], ...lines),
    paragraphOf(`/help ${name} ${leaves[0]?.path[1] ?? ''} shows the options of one.`),
  ];
}

function leafHelp(leaf: Leaf, write: WriteExample): RichText {
  const options = Object.entries(leaf.options).map(([name, option]) => optionLine(name, option));
  const examples = leaf.examples.map((example) => [code(write(example))]);
  return [
    paragraphOf(
      [...pieces(title(commandName(leaf))), ` ${leaf.description}`],
      `For: ${accessWords[leaf.access]}`,
    ),
    ...(options.length === 0 ? [] : [paragraphOf(title('Options'), ...options)]),
    paragraphOf(title(examples.length === 1 ? 'Example' : 'Examples'), ...examples),
  ];
}

function optionLine(name: string, { description, required, choices }: Option): readonly Piece[] {
  const values = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return [code(`${name}${required ? '' : '?'}`), ` ${description}${values}`];
}

function unknownCommand(commands: readonly Command[], about: string): Refusal {
  return new Refusal(`There is no command “${about}”.`, {
    option: 'command',
    remedy: `There are ${commands.map(({ name }) => `/${name}`).join(', ')}.`,
  });
}

/** Rewrites an example so that it works when pasted where help was asked. */
type WriteExample = (example: string) => string;

function exampleWriter(
  commands: readonly Command[],
  sample: Story | undefined,
  { place }: Call,
): WriteExample {
  const context = { commands, platform: platformOf(place.destination), slug: sample?.slug ?? exampleSlug };
  return (example) => typedExample(withSample(example, sample), context);
}

/** An example with the slug of an existing story. */
function withSample(example: string, sample: Story | undefined): string {
  if (sample === undefined) return example;
  const newest = Math.max(sample.lastNumber, 1);
  return example
    .replaceAll(`${exampleSlug}/7`, `${sample.slug}/${newest}`)
    .replaceAll(new RegExp(`${exampleSlug}(?![\\w-])`, 'g'), sample.slug);
}

function pieces(line: ReturnType<typeof title>): readonly Piece[] {
  return typeof line === 'string' ? [line] : line;
}
