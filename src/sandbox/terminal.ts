import { isDeepStrictEqual } from 'node:util';
import type { ShownChannel, ShownMessage } from './channels.ts';
import type { DemoStep } from './demo.ts';
import { type Ink, wrap } from './ink.ts';
import { readerTime } from './shown-text.ts';

/** Prints the sandbox for its user, as lines of text. */
export interface Terminal {
  readonly ink: Ink;
  /** Prints text without indentation. */
  say(text: string): void;
  title(text: string): void;
  /** Prints what happens between commands. */
  note(text: string): void;
  /** Prints a command as it was typed. */
  command(step: Pick<DemoStep, 'platform' | 'as' | 'line'>): void;
  /** Prints what was typed into a form. */
  form(text: string): void;
  /** Prints the first line of an answer. */
  brief(answer: readonly ShownMessage[]): void;
  /** Prints a whole answer, with its buttons. */
  answer(answer: readonly ShownMessage[]): void;
  channel(channel: ShownChannel): void;
  /** Prints what changed in a channel; nothing when nothing did. */
  news(channel: ShownChannel, changes: readonly Change[]): void;
}

/** A message that came, was changed or was deleted. */
export interface Change {
  readonly kind: 'new' | 'changed' | 'deleted';
  readonly message: ShownMessage;
}

const column = 10;

/** Prints to `write`, which takes whole lines, in `width` columns. */
export function createTerminal(options: {
  readonly width: number;
  readonly ink: Ink;
  readonly write: (text: string) => void;
}): Terminal {
  const { width, ink, write } = options;
  const say = (text: string) => write(`${wrap(text, { width })}\n`);
  const indented = (text: string, by: number) => write(`${wrap(text, { width, indent: ' '.repeat(by) })}\n`);
  const message = (shown: ShownMessage, facts: readonly string[]) => {
    write('\n');
    indented([ink.bold(shown.author), ...facts.map((fact) => ink.dim(fact))].join(' · '), 2);
    indented(bodyOf(shown, ink), 4);
  };
  return {
    ink,
    say,
    title: (text) => write(`\n${ink.bold(text)}\n${'─'.repeat(Math.min(width, text.length))}\n`),
    note: (text) => indented(ink.dim(`(${text})`), column),
    command({ platform, as, line }) {
      const who = as === 'chief' ? '' : ink.dim(`(${as === 'editor' ? 'an' : 'a'} ${as}) `);
      const lines = wrap(who + line, { width, indent: ' '.repeat(column) });
      write(`${ink.bold(platform)}${lines.slice(platform.length)}\n`);
    },
    form: (text) => indented(`${ink.dim('form:')} ${text.replaceAll(/\n+/g, '\n')}`, column),
    brief: (answer) => indented(ink.dim(`→ ${answer[0]?.text.split('\n')[0] ?? ''}`), column),
    answer(answer) {
      for (const shown of answer) indented(bodyOf(shown, ink), 2);
    },
    channel({ title, messages }) {
      this.title(title);
      const all = messages();
      for (const shown of all) message(shown, factsOf(shown, all));
    },
    news({ title, messages }, changes) {
      if (changes.length === 0) return;
      const all = messages();
      write(`\n${title} shows:\n`);
      for (const { kind, message: shown } of changes) message(shown, [kind, ...factsOf(shown, all)]);
    },
  };
}

/** The changes of a channel's messages between two looks at it. */
export function changesBetween(
  before: readonly ShownMessage[],
  after: readonly ShownMessage[],
): readonly Change[] {
  const old = new Map(before.map((message) => [message.id, message]));
  const kept = new Set(after.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !kept.has(id)).map((message) => ({ kind: 'deleted' as const, message })),
    ...after
      .filter((message) => !isDeepStrictEqual(old.get(message.id), message))
      .map((message) => ({ kind: old.has(message.id) ? ('changed' as const) : ('new' as const), message })),
  ];
}

/** The facts in the line above a message, as apps show them: when it came, and what is special about it. */
function factsOf(shown: ShownMessage, others: readonly ShownMessage[]): readonly string[] {
  const answered = others.find(({ id }) => id === shown.replyToId);
  return [
    readerTime(shown.sentAt),
    ...(shown.pinned ? ['pinned'] : []),
    ...(shown.silent ? ['without sound'] : []),
    // The pinned card changes with every update, so it is no news that it was edited.
    ...(shown.editedAt !== undefined && !shown.pinned ? ['edited'] : []),
    ...(shown.replyToId === undefined ? [] : [`reply to “${answered?.text.split('\n')[0] ?? 'a message'}”`]),
  ];
}

function bodyOf({ text, pictures, buttons }: ShownMessage, ink: Ink): string {
  return [
    ...pictures.map((picture) => `[${picture}]`),
    text,
    ...(buttons.length === 0 ? [] : [ink.dim(buttons.map((label) => `[${label}]`).join(' '))]),
  ].join('\n');
}
