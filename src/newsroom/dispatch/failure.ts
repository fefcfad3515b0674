import { z } from 'zod';
import { platformOf } from '../../domain/destination.ts';
import type { RichText } from '../../domain/text/rich-text.ts';
import type { Action } from '../command/answer.ts';
import type { Call, RawInput } from '../command/call.ts';
import type { Leaf, Option } from '../command/command.ts';
import { typedOption } from '../command/command-value.ts';
import { nothingDone, Refusal } from '../command/refusal.ts';
import { paragraphOf, say, verbatim } from '../command/say.ts';
import { StoreUnavailable } from '../records.ts';
import { type CommandUse, commandName } from '../staff/access.ts';

/** What a person reads when a command failed: what was wrong, what to do, and what they typed. */
export interface Failure {
  readonly content: RichText;
  /** The sentence alone, without what was typed. */
  readonly sentence: string;
  /** Buttons that run the command again, one for each value that may be meant. */
  readonly actions: readonly Action[];
  /** False when the fault is Dateline's own and must be logged. */
  readonly expected: boolean;
}

/** Turns what a command threw into a plain sentence, what to do about it, and the typed text to copy. */
export function explainFailure(error: unknown, use: CommandUse, call: Call): Failure {
  const failure = (sentence: string, expected: boolean) => {
    return { content: give(sentence, error, use), sentence, actions: choicesOf(error, use, call), expected };
  };
  if (error instanceof z.ZodError) return failure(badInput(error, use.leaf, call), true);
  if (error instanceof Refusal) return failure(refused(error, use.leaf), true);
  if (error instanceof StoreUnavailable) return failure(storeDown, false);
  const sentence = `${commandName(use.leaf)} failed inside Dateline, and this was logged as ${call.id}.`;
  return failure(`${sentence} Look with /status or /story show before you send it again.`, false);
}

function choicesOf(error: unknown, { leaf, input }: CommandUse, { id }: Call): readonly Action[] {
  if (!(error instanceof Refusal)) return [];
  const { option, choices } = error;
  if (option === undefined) return [];
  return choices.map(({ label, value }) => {
    return { label, path: leaf.path, input: { ...input, [option]: value }, callId: id };
  });
}

/** A short text of Dateline's own, with what was typed below it. */
export function giveBack(sentence: string, typed: string | undefined): RichText {
  return typed === undefined ? say(sentence) : [paragraphOf(`${sentence} Your text:`), verbatim(typed)];
}

/** Said when the records do not answer. */
export const storeDown = 'The records do not answer, and nothing was saved. Send it again in a minute.';

function give(sentence: string, error: unknown, { leaf, input }: CommandUse): RichText {
  const asRead = error instanceof Refusal ? error.asRead : {};
  return giveBack(sentence, typedText(leaf.options, { ...input, ...asRead }));
}

function refused({ message, remedy }: Refusal, leaf: Leaf): string {
  return [message, remedy, nothingDone(leaf)].filter(Boolean).join(' ');
}

function badInput(error: z.ZodError, leaf: Leaf, call: Call): string {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const option = leaf.options[name];
  const fault = `${name}: ${issue?.message ?? 'is not understood'}.`;
  // An example does not help with a text that is too long.
  const isTooLong = issue?.code === 'custom' && issue.params?.['isTooLong'] === true;
  const remedy = option && !isTooLong && `${example(name, option, call)}.`;
  return [fault, remedy, nothingDone(leaf)].filter(Boolean).join(' ');
}

function example(name: string, option: Option, call: Call): string {
  if (option.type === 'image') return `Attach ${option.example}`;
  if (option.type === 'paragraph') return `Write it like “${option.example.replace(/\.$/, '')}”`;
  return `Write it like ${typedOption(name, option.example, platformOf(call.place.destination))}`;
}

/**
 * The typed text, ready to copy, in the order of the options; undefined when there was only a name or a number, that is
 * one word in ASCII: a whole headline in Japanese has no space.
 */
function typedText(options: Leaf['options'], input: RawInput): string | undefined {
  const typed = Object.entries(options).flatMap(([name, { type }]) => {
    const value = input[name];
    return (type === 'text' || type === 'paragraph') && typeof value === 'string' && value.trim() !== ''
      ? [{ name, type, value }]
      : [];
  });
  if (!typed.some(({ type, value }) => type === 'paragraph' || /[^!-~]/u.test(value.trim())))
    return undefined;
  const lines = typed.filter(({ type }) => type === 'text').map(({ name, value }) => `${name}: ${value}`);
  const below = typed.filter(({ type }) => type === 'paragraph').map(({ value }) => value);
  return [...lines, ...below].join('\n');
}
