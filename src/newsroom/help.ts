import { code, type Piece } from '../domain/build.ts';
import { covers, type Role } from '../domain/person.ts';
import type { Block, RichText } from '../domain/rich-text.ts';
import type { Story } from '../domain/story.ts';
import { commandName, roleNames, roleOf } from './access.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import type { Access, Command, HelpGroup, Leaf, Option } from './command.ts';
import type { Newsroom } from './records.ts';
import { Refusal } from './refusal.ts';
import { paragraphOf, title } from './say.ts';

const groups = ['Write', 'Follow', 'Run the desk'] as const satisfies readonly HelpGroup[];

const accessWords: Readonly<Record<Access, string>> = {
  reporter: 'reporter',
  editor: 'editor',
  chief: 'chief',
  manager: 'whoever may manage the channel or chat',
  anyone: 'anyone',
};

/** What `/help` was asked, and the commands that it speaks of. */
export interface HelpRequest {
  readonly commands: readonly Command[];
  readonly about: string | undefined;
}

/** Says who the person is here and what they may do, or how one command is used. */
export async function showHelp(
  room: Newsroom,
  { commands, about }: HelpRequest,
  call: Call,
): Promise<Answer> {
  const sample = await newestLiveStory(room);
  if (about !== undefined) return { content: commandHelp(commands, about, sample) };
  const role = await roleOf(room, call.by.id);
  const manages = covers(role, 'chief') || (await call.mayManage(call.place));
  return { content: screen(usableBy(commands, role, manages), role, sample) };
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

/** The commands with those of their subcommands that the person may use. */
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
    .filter((command) => command.leaves.length > 0);
}

function screen(commands: readonly Command[], role: Role | undefined, sample: Story | undefined): RichText {
  const who =
    role === undefined ? 'You have no role in this newsroom; you may read.' : `You are ${roleNames[role]}.`;
  const sections = groups.flatMap((group): readonly Block[] => {
    const members = commands.filter((command) => command.group === group);
    if (members.length === 0) return [];
    return [paragraphOf(title(group), ...members.map((command) => commandLine(command, sample)))];
  });
  return [
    paragraphOf(who),
    ...sections,
    paragraphOf('/help and a name, such as /help digest, shows more of a command.'),
  ];
}

function commandLine({ description, leaves }: Command, sample: Story | undefined): readonly Piece[] {
  const example = leaves[0]?.examples[0] ?? '';
  return [code(withSample(example, sample)), ` ${description}`];
}

function commandHelp(commands: readonly Command[], about: string, sample: Story | undefined): RichText {
  const words = about.replace(/^\//, '').toLowerCase().split(/\s+/);
  const command = commands.find(({ name }) => name === words[0]);
  if (command === undefined) throw unknownCommand(commands, about);
  const [only, ...others] = command.leaves;
  if (only !== undefined && others.length === 0) return leafHelp(only, sample);
  const leaf = command.leaves.find(({ path }) => path[1] === words[1]);
  return leaf === undefined ? groupHelp(command, sample) : leafHelp(leaf, sample);
}

function groupHelp({ name, description, leaves }: Command, sample: Story | undefined): RichText {
  const lines = leaves.map((leaf) => [
    code(withSample(leaf.examples[0] ?? commandName(leaf), sample)),
    ` ${leaf.description} (${accessWords[leaf.access]})`,
  ]);
  return [
    paragraphOf([...pieces(title(`/${name}`)), ` ${description}`], ...lines),
    paragraphOf(`/help ${name} ${leaves[0]?.path[1] ?? ''} shows the options of one.`),
  ];
}

function leafHelp(leaf: Leaf, sample: Story | undefined): RichText {
  const options = Object.entries(leaf.options).map(([name, option]) => optionLine(name, option));
  const examples = leaf.examples.map((example) => [code(withSample(example, sample))]);
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

/** An example with a story that there is, so that it works when it is pasted. */
function withSample(example: string, sample: Story | undefined): string {
  if (sample === undefined) return example;
  const newest = Math.max(sample.lastNumber, 1);
  return example
    .replaceAll('lindhavn-ferries/7', `${sample.slug}/${newest}`)
    .replaceAll(/lindhavn-ferries(?![\w-])/g, sample.slug);
}

function pieces(line: ReturnType<typeof title>): readonly Piece[] {
  return typeof line === 'string' ? [line] : line;
}
