import { followedChannels, type ShownChannel, type ShownMessage } from './channels.ts';
import type { DemoStep, DemoStory } from './demo.ts';
import { demoPicture } from './demo-picture.ts';
import { plainInk } from './ink.ts';
import type { Terminal } from './terminal.ts';
import { type BothHands, type LiveAnswer, quiet } from './typing.ts';
import type { World } from './world.ts';

/** How long one entry took from its command to its message, in milliseconds. */
export interface EntryTiming {
  readonly number: number;
  readonly typedOn: DemoStep['platform'];
  readonly isEdit: boolean;
  readonly discordMs: number;
  readonly telegramMs: number;
}

/** What the demo is played with. */
export interface Stage {
  readonly world: World;
  readonly hands: BothHands;
  readonly terminal: Terminal;
}

/** How long every message of the demo may take to reach both channels, with the platforms' limits. */
const completeWithinMs = 60_000;

/**
 * Types the story's commands, each once the one before is answered. Types the edit once both channels have every
 * update, and resolves when both show the edit. Rejects when that takes too long.
 */
export async function playStory(stage: Stage, story: DemoStory): Promise<readonly EntryTiming[]> {
  const { world, terminal } = stage;
  const channels = followedChannels(world, plainInk).map(fromNowOn);
  const typed: Typed[] = [];
  for (const step of story.steps) typed.push(await playTimed(stage, step));
  terminal.note('waiting for the last messages …');
  await complete(world, () => channels.every((channel) => showsEntries(channel, story)));
  const edit = await playTimed(stage, story.edit);
  await complete(world, () => channels.every((channel) => showsEdit(channel, story)));
  const updates = typed.filter(({ step }) => step.line.startsWith('/update '));
  return [
    ...updates.map((update, index) => timingOf(update, { number: index + 1, isEdit: false }, channels)),
    timingOf(edit, { number: story.edited.number, isEdit: true }, channels),
  ];
}

/** The channel without the messages that it already has: the demo may be played more than once. */
function fromNowOn(channel: ShownChannel): ShownChannel {
  const before = new Set(channel.messages().map(({ id }) => id));
  return { ...channel, messages: () => channel.messages().filter(({ id }) => !before.has(id)) };
}

interface Typed {
  readonly step: DemoStep;
  /** Milliseconds since 1970. */
  readonly at: number;
}

async function playTimed(stage: Stage, step: DemoStep): Promise<Typed> {
  const at = Date.now();
  const answer = await playStep(stage, step);
  stage.terminal.brief(answer());
  return { step, at };
}

function timingOf(
  { step, at }: Typed,
  { number, isEdit }: Pick<EntryTiming, 'number' | 'isEdit'>,
  channels: readonly ShownChannel[],
): EntryTiming {
  const [discordMs = 0, telegramMs = 0] = channels.map((channel) => {
    const message = entryIn(channel, number);
    return ((isEdit ? message?.editedAt : message?.sentAt) ?? at) - at;
  });
  return { number, typedOn: step.platform, isEdit, discordMs, telegramMs };
}

/** Types one command of the demo and resolves with the whole answer. */
export async function playQuestion(stage: Stage, step: DemoStep): Promise<readonly ShownMessage[]> {
  const answer = await playStep(stage, step);
  await quiet(stage.world);
  return answer();
}

async function playStep({ hands, terminal }: Stage, step: DemoStep): Promise<LiveAnswer> {
  const { platform, as, line, form, withPicture = false } = step;
  terminal.command(withPicture ? { ...step, line: `[picture] ${line}` } : step);
  return hands[platform].type({
    as,
    line,
    ...(withPicture && { picture: demoPicture() }),
    async fillForm({ fields }) {
      if (form === undefined) throw new Error(`${line} opened a form that the demo does not expect.`);
      terminal.form(form);
      return Object.fromEntries(fields.map(({ customId }) => [customId, form]));
    },
  });
}

function showsEntries(channel: ShownChannel, { headlines, keyDevelopments }: DemoStory): boolean {
  const card = channel.messages().find(({ pinned }) => pinned);
  // Somebody at the page may have published meanwhile.
  const isLast = entryIn(channel, headlines.length + 1) === undefined;
  const lines = [...keyDevelopments, ...(isLast ? [`Latest: ${headlines.at(-1)}`] : [])];
  return (
    headlines.every((_, index) => entryIn(channel, index + 1) !== undefined) &&
    lines.every((line) => card?.text.includes(line))
  );
}

function showsEdit(channel: ShownChannel, { edited }: DemoStory): boolean {
  const text = entryIn(channel, edited.number)?.text ?? '';
  return text.includes(edited.words) && text.includes('Updated');
}

function entryIn(channel: ShownChannel, number: number): ShownMessage | undefined {
  return channel.messages().find(({ text }) => new RegExp(`#${number}(?!\\d)`).test(text));
}

async function complete({ discord, telegram }: World, check: () => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(completeWithinMs);
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!check() && !deadline.aborted) return;
      for (const stop of stops) stop();
      if (deadline.aborted) reject(new Error('The channels did not show the whole story within a minute.'));
      else resolve();
    };
    const stops = [discord, telegram].map(({ onChange }) => onChange(look));
    deadline.addEventListener('abort', look);
    look();
  });
}
