import { z } from 'zod';
import type { Answer, Reply } from '../command/answer.ts';
import type { Call, RawInput } from '../command/call.ts';
import { type Command, isImageUpload, type Leaf } from '../command/command.ts';
import type { Dispatcher, Invocation, OpenedForm } from '../command/dispatcher.ts';
import { destinationMoved, rightsChanged } from '../destination/rights.ts';
import type { Newsroom } from '../records.ts';
import { type CommandUse, commandName, demandAccess } from '../staff/access.ts';
import { createChiefNotes } from '../staff/chiefs.ts';
import { askWhole, mustAskWhole } from './ask-whole.ts';
import { giveBack } from './failure.ts';
import { createGuard, type Log } from './guard.ts';
import { type KeptInvocation, type KeptKind, keepForm, restore } from './kept-invocation.ts';
import { isPostToken, readPostToken } from './post-action.ts';
import { type Means, toReply } from './reply.ts';
import { suggestValues } from './suggest.ts';

/** What {@link createDispatcher} works with. */
export interface DispatcherDeps {
  readonly commands: readonly Command[];
  /** Commands for buttons only: nobody can type them. */
  readonly pressed?: readonly Command[];
  readonly room: Newsroom;
  readonly log: Log;
}

/**
 * Makes the door between platform adapters and commands. Access is checked on every use, including submitted forms
 * and pressed buttons. Its methods never throw: failures become sentences, and Dateline's own faults are logged,
 * without what was typed.
 */
export function createDispatcher({ commands, pressed = [], room, log }: DispatcherDeps): Dispatcher {
  const guard = createGuard(log, room);
  const noteChief = createChiefNotes(room);
  const all = [...commands, ...pressed].flatMap((command) => command.leaves);
  const leaves = new Map(all.map((leaf) => [pathKey(leaf), leaf]));

  async function execute(invocation: Invocation, call: Call): Promise<Reply> {
    const leaf = leaves.get(pathKey(invocation));
    if (leaf === undefined) return refuse(unknownCommand(commands, invocation.path), undefined, call);
    const use = { leaf, input: invocation.input };
    return guard.use(use, call, async () => {
      await demandAccess(room, use, call);
      noteChief(call.by);
      const { showsItself = false, ...answer } = await run(use, call);
      const reply = await toReply(answer, { guard, room });
      return leaf.access === 'manager' ? guard.done({ reply, showsItself }, call) : reply;
    });
  }

  function refuse(why: string, typed: string | undefined, call: Call): Promise<Reply> {
    const reply = { content: giveBack(why, typed), buttons: [] };
    return guard.refuse({ reply, inShort: why }, call);
  }

  async function resume(kind: KeptKind, { token, fields, call }: Resumed): Promise<Reply> {
    const found = await guard.quietly(
      `reading a ${kind}`,
      () => restore(room.kept, token, kind),
      'failed' as const,
    );
    if (found === 'failed') return refuse(unread, typedFields(fields), call);
    if (found === undefined) return refuse(tooOld[kind], typedFields(fields), call);
    const whole = { path: found.path, input: { ...found.input, ...changedFields(fields, found) } };
    return execute(whole, { ...call, ...callOf(found) });
  }

  async function pressPost(token: string, call: Call): Promise<Reply> {
    const invocation = readPostToken(token);
    return invocation === undefined ? refuse(tooOld.button, undefined, call) : execute(invocation, call);
  }

  async function open(invocation: Invocation, call: Call): Promise<OpenedForm | undefined> {
    const leaf = leaves.get(pathKey(invocation));
    return leaf && openForm({ leaf, input: invocation.input }, call, { guard, room });
  }

  return {
    commands,
    execute,
    refuse,

    openForm: open,

    async openPressed(token, call) {
      const find = () => (isPostToken(token) ? undefined : restore(room.kept, token, 'button'));
      const found = await guard.quietly('reading a button', async () => find(), undefined);
      return found?.asks ? open(found, call) : undefined;
    },

    submitForm: (token, fields, call) => resume('form', { token, fields, call }),
    press: (token, call) =>
      isPostToken(token) ? pressPost(token, call) : resume('button', { token, fields: {}, call }),

    suggest(invocation, option, typed, call) {
      const leaf = leaves.get(pathKey(invocation));
      if (leaf === undefined) return Promise.resolve([]);
      const typing = { use: { leaf, input: invocation.input }, option, typed };
      return guard.quietly('suggesting values', () => suggestValues(room, typing, call), []);
    },

    rightsChanged: (destination, change) =>
      guard.once('a change of rights', () => rightsChanged(room, destination, change)),
    moved: (from, to) => guard.once('a change of address', () => destinationMoved(room, from, to)),
  };
}

async function openForm(
  use: CommandUse,
  call: Call,
  { guard, room }: Means,
): Promise<OpenedForm | undefined> {
  const { leaf, input } = use;
  const { form } = leaf;
  if (form === undefined) return undefined;
  const opened = await guard.use(use, call, async () => {
    await demandAccess(room, use, call);
    checkGiven(use);
    const shown = await form(input, call);
    return shown && keepForm(room.kept, shown, { path: leaf.path, input });
  });
  return opened === undefined || 'form' in opened ? opened : { reply: opened };
}

async function run(use: CommandUse, call: Call): Promise<Answer> {
  if (!mustAskWhole(use, call)) return use.leaf.run(use.input, call);
  checkGiven(use);
  return askWhole(use, call);
}

/** The parts of a stored call that the new call takes over. */
function callOf({ callId, aboutMessageId, shown }: KeptInvocation): Partial<Call> {
  return {
    ...(callId !== undefined && { id: callId }),
    ...(aboutMessageId !== undefined && { aboutMessageId }),
    ...(shown !== undefined && { shown }),
  };
}

interface Resumed {
  readonly token: string;
  readonly fields: RawInput;
  readonly call: Call;
}

const tooOld: Readonly<Record<KeptKind, string>> = {
  button: 'This button is too old. Send the command itself.',
  form: 'This form is older than a day. Send the command again.',
};

const unread = 'The records do not answer, and nothing was done. Try it again in a minute.';

function pathKey({ path }: Pick<Leaf, 'path'>): string {
  return path.join(' ');
}

/** Refuses a bad value before anyone fills in a form for it. */
function checkGiven({ leaf, input }: CommandUse): void {
  for (const [name, option] of Object.entries(leaf.options)) {
    if (input[name] !== undefined) z.object({ [name]: option.schema }).parse(input);
  }
}

/**
 * The fields that the person changed. What they left as it was is not taken, since somebody else may have changed it
 * in the meantime.
 */
function changedFields(fields: RawInput, { shown }: Pick<KeptInvocation, 'shown'>): RawInput {
  const changed = Object.entries(fields).filter(
    ([name, value]) => typeof value !== 'string' || tidy(value) !== tidy(shown?.[name]),
  );
  return Object.fromEntries(changed);
}

function tidy(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n').trim();
}

function typedFields(fields: RawInput): string | undefined {
  const typed = Object.values(fields).flatMap((value) => (isImageUpload(value) ? [] : [String(value)]));
  return typed.join('\n').trim() || undefined;
}

function unknownCommand(commands: readonly Command[], [name, ...rest]: readonly string[]): string {
  const group = commands.find((command) => command.name === name);
  if (group === undefined) return `There is no command /${name ?? ''}. /help shows what there is.`;
  const known = group.leaves.map(commandName).join(', ');
  return rest.length === 0
    ? `Say which: ${known}.`
    : `/${name} has no “${rest.join(' ')}”. It has: ${known}.`;
}
