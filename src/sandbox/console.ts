import { type DemoStep, everyone, type Who } from './demo.ts';
import type { SandboxModal } from './discord/modal.ts';
import { type LineReader, openLineReader } from './line-reader.ts';
import type { Stage } from './play.ts';
import { type LiveAnswer, quiet } from './typing.ts';
import { createWatch, type Watch } from './watch.ts';

/** What the console understands besides slash commands. */
const help = [
  'Type slash commands, such as /help, /digest or /update. There is also:',
  '  telegram, discord    switch to that platform',
  '  as reader, as chief  be somebody else, also an editor or a reporter',
  '  press Status         press a button under the latest answer',
  '  show                 see both channels',
  '  quit                 end',
  'On Telegram, a line that ends with \\ continues on the next line.',
].join('\n');

/** Who types, and where. */
interface Seat {
  readonly platform: DemoStep['platform'];
  readonly as: Who;
}

interface Desk extends Stage {
  readonly reader: LineReader;
  readonly watch: Watch;
}

/**
 * Reads lines until `quit`, the end of the input or the signal. Each line does what it would do in the platform's
 * app; then the answer is printed, and what changed in the channels.
 */
export async function runConsole(stage: Stage, signal: AbortSignal): Promise<void> {
  const reader = openLineReader({ input: process.stdin, output: process.stdout }, signal);
  const watch = createWatch(stage, () => reader.promptAgain());
  stage.terminal.say(`\n${help}\n`);
  try {
    await takeLines({ ...stage, reader, watch });
  } finally {
    watch.stop();
    reader.close();
  }
}

async function takeLines(desk: Desk): Promise<void> {
  let seat: Seat = { platform: 'discord', as: 'chief' };
  for (;;) {
    const typed = await desk.watch.whileIdle(() => desk.reader.next(promptOf(seat)));
    const named = /^(discord|telegram)\s*(?:>\s*(.*))?$/is.exec(typed?.trim() ?? 'quit');
    const line = named ? (named[2] ?? '') : (typed?.trim() ?? 'quit');
    seat = named?.[1] === undefined ? seat : { ...seat, platform: platformNamed(named[1]) };
    if (/^(?:quit|exit)$/i.test(line)) return;
    const role = everyone.find((who) => line.toLowerCase() === `as ${who}`);
    if (role !== undefined) seat = { ...seat, as: role };
    else if (line !== '') await obey(desk, seat, line).catch((error: unknown) => explain(desk, error));
  }
}

function platformNamed(word: string): DemoStep['platform'] {
  return word.toLowerCase() === 'telegram' ? 'telegram' : 'discord';
}

function promptOf({ platform, as }: Seat): string {
  return as === 'chief' ? `${platform}> ` : `${platform} (${as})> `;
}

async function obey(desk: Desk, seat: Seat, line: string): Promise<void> {
  const { terminal, hands, world, watch } = desk;
  const label = /^press (.+)$/i.exec(line)?.[1];
  if (line === 'help') return terminal.say(help);
  if (line === 'show') return watch.showAll();
  if (label === undefined && !line.startsWith('/')) {
    return terminal.say('Commands begin with a slash, such as /help; “help” tells what else there is.');
  }
  const { platform, as } = seat;
  const answer: LiveAnswer = await (label === undefined
    ? hands[platform].type({
        as,
        line: await wholeLine(desk, seat, line),
        fillForm: (form) => fillForm(desk, form),
      })
    : hands[platform].press({ as, label }));
  await quiet(world);
  terminal.answer(answer());
  watch.report();
}

/** Reads on while a line ends with a backslash: on Telegram a message may have several lines. */
async function wholeLine(desk: Desk, seat: Seat, typed: string): Promise<string> {
  if (seat.platform !== 'telegram' || !typed.endsWith('\\')) return typed;
  const next = (await desk.reader.next('        > ')) ?? '';
  return wholeLine(desk, seat, `${typed.replace(/ *\\$/, '')}\n${next}`);
}

/**
 * Asks for each field of a form. A field that is left empty keeps the text it was opened with. Throws when the form is
 * closed.
 */
async function fillForm(
  { reader, terminal }: Desk,
  form: SandboxModal,
): Promise<Readonly<Record<string, string>>> {
  terminal.say(`  The form “${form.title}” opens. An empty line ends a field; “cancel” closes the form.`);
  const filled: Record<string, string> = {};
  for (const { label, customId, value } of form.fields) {
    if (value !== undefined) terminal.say(`  Now: ${value}`);
    const text = await readBlock(reader, `  ${label}> `);
    if (text !== '') filled[customId] = text;
  }
  return filled;
}

/** The lines until an empty one. Throws at `cancel` and at the end of the input: half a form is not sent. */
async function readBlock(reader: LineReader, prompt: string): Promise<string> {
  const line = await reader.next(prompt);
  if (line === undefined || line.trim() === 'cancel')
    throw new Error('The form is closed; nothing was sent.');
  if (line === '') return '';
  const rest = await readBlock(reader, prompt);
  return rest === '' ? line : `${line}\n${rest}`;
}

/** Prints why the platform's app would not let a person do this. */
function explain({ terminal }: Desk, error: unknown): void {
  terminal.say(`  ${error instanceof Error ? error.message : 'That did not work.'}`);
}
