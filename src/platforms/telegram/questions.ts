import type { Reply } from '../../newsroom/command/answer.ts';
import type { RawInput } from '../../newsroom/command/call.ts';
import type { Form, FormField } from '../../newsroom/command/command.ts';
import { plainReply } from '../../newsroom/command/plain-reply.ts';
import { paragraphOf, verbatim } from '../../newsroom/command/say.ts';

/**
 * Which options of a form a reply fills: its first line fills `line`, if that is given, and the rest fills `rest`.
 */
export interface Question {
  /** The token of the form. */
  readonly token: string;
  readonly line?: string;
  readonly rest: string;
}

/** The questions that wait for a reply, by the message that asks. */
export interface Questions {
  keep(message: QuestionMessage, question: Question): Promise<void>;
  find(message: QuestionMessage): Promise<Question | undefined>;
}

/** One message in one chat. */
export interface QuestionMessage {
  readonly chatId: number;
  readonly messageId: number;
}

/** A question in place of a form, since Telegram has no forms. */
export interface AskedForm {
  readonly reply: Reply;
  readonly question: Question;
}

/**
 * Asks for what a form asks for, to be answered by a reply: a single field, or a line and the text below it.
 * Undefined for a form that needs more.
 */
export function askInstead(form: Form, token: string): AskedForm | undefined {
  const [first, ...others] = form.fields;
  const below = others.find(({ paragraph }) => paragraph);
  if (first === undefined || others.some((field) => field.required && field !== below)) return undefined;
  if (below === undefined) return { reply: alone(form, first), question: { token, rest: first.option } };
  return { reply: both(form, first, below), question: { token, line: first.option, rest: below.option } };
}

/** Whether a message of the bot asks for a reply, judged by its words alone: for when the records are away. */
export function asksForReply(text: string): boolean {
  return text.includes(wanted);
}

/** The values in a reply to a question, by option. */
export function readReply({ line, rest }: Question, text: string): RawInput {
  if (line === undefined) return { [rest]: text };
  const [first = '', ...below] = text.split('\n');
  return { [line]: first, [rest]: below.join('\n').trim() };
}

const wanted = 'Reply to this message with';

function alone({ title }: Form, { label }: FormField): Reply {
  return plainReply(`${title}. ${wanted}: ${label}.`);
}

function both({ title }: Form, first: FormField, below: FormField): Reply {
  const ask = `${title}. ${wanted} the whole of it: on the first line ${first.label}, below it ${below.label}. It says now:`;
  const now = [first.value, below.value].filter((value) => value !== undefined).join('\n');
  return { content: [paragraphOf(ask), verbatim(now)], buttons: [] };
}
