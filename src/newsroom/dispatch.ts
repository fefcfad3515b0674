import { z } from 'zod';
import { type CommandUse, commandName, demandAccess } from './access.ts';
import type { Action, Answer, Button, Reply } from './answer.ts';
import type { Call, RawInput } from './call.ts';
import type { Command, Form, Leaf } from './command.ts';
import { isImageUpload } from './command.ts';
import type { Dispatcher, Invocation } from './dispatcher.ts';
import { explainFailure, giveBack } from './failure.ts';
import type { Newsroom } from './records.ts';
import { destinationMoved, rightsChanged } from './rights.ts';
import { say } from './say.ts';
import { suggestValues } from './suggest.ts';

/** The part of a logger that the newsroom needs. The facts never hold what people typed. */
export interface Log {
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** What {@link createDispatcher} is made of. */
export interface DispatcherDeps {
  readonly commands: readonly Command[];
  readonly room: Newsroom;
  readonly log: Log;
}

const dayMs = 24 * 3_600_000;
const formTtlMs = dayMs;
const buttonTtlMs = 7 * dayMs;

const rawValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ kind: z.literal('image'), ref: z.string(), mimeType: z.string(), sizeBytes: z.number() }),
]);
const keptInvocation = z.object({
  kind: z.enum(['form', 'button']),
  path: z.array(z.string()),
  input: z.record(z.string(), rawValue),
});

/**
 * Makes the door between platform adapters and commands. Access is decided anew on every use, also when a form
 * comes back and when a button is pressed. Nothing that it gives out throws: failures become sentences, and those
 * that are Dateline's own are logged without what was typed.
 */
export function createDispatcher({ commands, room, log }: DispatcherDeps): Dispatcher {
  const leaves = commands.flatMap((command) => command.leaves);

  function find(path: readonly string[]): Leaf | undefined {
    return leaves.find((leaf) => leaf.path.join(' ') === path.join(' '));
  }

  async function execute(invocation: Invocation, call: Call): Promise<Reply> {
    const leaf = find(invocation.path);
    if (leaf === undefined) return plain(unknownCommand(commands, invocation.path));
    return guarded({ leaf, input: invocation.input }, call, async (use) => {
      await demandAccess(room, use, call);
      return toReply(await leaf.run(use.input, call));
    });
  }

  async function guarded<T>(
    use: CommandUse,
    call: Call,
    run: (use: CommandUse) => Promise<T>,
  ): Promise<T | Reply> {
    try {
      return await run(use);
    } catch (error) {
      const failure = explainFailure(error, use, call.id);
      if (!failure.expected) log.error({ err: error, call: call.id }, `${commandName(use.leaf)} failed`);
      return { content: failure.content, buttons: [] };
    }
  }

  async function toReply({ content, actions = [] }: Answer): Promise<Reply> {
    // The command has done its work by now: without its buttons the answer still stands.
    const buttons = await quietly('keeping buttons', () => Promise.all(actions.map(keepButton)), []);
    return { content, buttons };
  }

  async function keepButton({ label, path, input }: Action): Promise<Button> {
    return { label, token: await room.kept.keep({ kind: 'button', path, input }, buttonTtlMs) };
  }

  async function restore(token: string, kind: 'form' | 'button'): Promise<Invocation | undefined> {
    const kept = keptInvocation.safeParse(await room.kept.kept(token));
    return kept.success && kept.data.kind === kind ? kept.data : undefined;
  }

  /** Runs what does not belong to a known command; its failures have nothing typed to give back. */
  async function quietly<T>(what: string, run: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await run();
    } catch (error) {
      log.error({ err: error }, `${what} failed`);
      return otherwise;
    }
  }

  async function resume(token: string, fields: RawInput | undefined, call: Call): Promise<Reply> {
    const kind = fields === undefined ? 'button' : 'form';
    const kept = await quietly(`reading a kept ${kind}`, () => restore(token, kind), undefined);
    if (kept === undefined) return plain(giveBack(tooOld[kind], fields && typedFields(fields)));
    return execute({ path: kept.path, input: { ...kept.input, ...fields } }, call);
  }

  return {
    commands,
    execute,

    async openForm(invocation, call) {
      const leaf = find(invocation.path);
      if (leaf?.form === undefined) return undefined;
      const opened = await guarded({ leaf, input: invocation.input }, call, async (use) => {
        await demandAccess(room, use, call);
        checkGiven(use);
        const form = await use.leaf.form?.(use.input, call);
        return form === undefined ? undefined : keepForm(form, invocation);
      });
      return opened === undefined || 'form' in opened ? opened : { reply: opened };
    },

    submitForm: (token, fields, call) => resume(token, fields, call),
    press: (token, call) => resume(token, undefined, call),

    suggest(invocation, option, typed, call) {
      const leaf = find(invocation.path);
      if (leaf === undefined) return Promise.resolve([]);
      const use = { leaf, input: invocation.input };
      return quietly('suggesting values', () => suggestValues(room, { use, option, typed }, call), []);
    },

    rightsChanged: (destination, change) =>
      quietly('a change of rights', () => rightsChanged(room, destination, change), undefined),
    moved: (from, to) => quietly('a change of address', () => destinationMoved(room, from, to), undefined),
  };

  async function keepForm(form: Form, { path, input }: Invocation): Promise<{ form: Form; token: string }> {
    return {
      form,
      token: await room.kept.keep({ kind: 'form', path, input: { ...input, ...form.found } }, formTtlMs),
    };
  }
}

const tooOld = {
  button: 'This button is too old. Send the command itself.',
  form: 'This form is older than a day. Send the command again.',
} as const;

/** Refuses a bad value before anyone fills in a form for it. */
function checkGiven({ leaf, input }: CommandUse): void {
  for (const [name, option] of Object.entries(leaf.options)) {
    if (input[name] !== undefined) z.object({ [name]: option.schema }).parse(input);
  }
}

function typedFields(fields: RawInput): string | undefined {
  const typed = Object.values(fields).flatMap((value) => (isImageUpload(value) ? [] : [String(value)]));
  return typed.join('\n').trim() || undefined;
}

function plain(content: Reply['content']): Reply {
  return { content, buttons: [] };
}

function unknownCommand(commands: readonly Command[], [name, ...rest]: readonly string[]): Reply['content'] {
  const group = commands.find((command) => command.name === name);
  if (group === undefined) return say(`There is no command /${name ?? ''}. /help shows what there is.`);
  const known = group.leaves.map(commandName).join(', ');
  return say(
    rest.length === 0 ? `Say which: ${known}.` : `/${name} has no “${rest.join(' ')}”. It has: ${known}.`,
  );
}
