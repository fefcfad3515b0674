import { type CommandLineContext, parseCommandLine } from '../../newsroom/command/command-line.ts';
import type { Misread } from '../../newsroom/command/command-words.ts';
import type { Invocation } from '../../newsroom/command/dispatcher.ts';
import { readPressPayload, readStartPayload } from './start-link.ts';

/** What is needed to read a Telegram message. */
export interface MessageContext extends CommandLineContext {
  /** The bot's own username, without the @. */
  readonly botUsername: string;
  /** Whether the message can only be meant for this bot, in a private chat. */
  readonly direct: boolean;
}

/**
 * Reads a message's text (or a picture's caption) as a command of this bot. `/name@bot` is only for the bot of that
 * name (https://core.telegram.org/bots/features#commands). `/start`, which Telegram sends when a person first opens
 * the bot, asks for help; in a private chat it may carry what a button asked for. An unknown command is answered only
 * where it can be meant for no other bot. Undefined for what is not for this bot.
 */
export function parseMessage(text: string, context: MessageContext): Invocation | Misread | undefined {
  const head = /^\s*\/(\w+)(?:@(\w+))?(?=\s|$)/u.exec(text);
  const [whole, name, bot] = head ?? [];
  if (whole === undefined || name === undefined) {
    return context.direct ? { problem: `${noCommand(text, context)} ${hint(context)}` } : undefined;
  }
  if (bot !== undefined && bot.toLowerCase() !== context.botUsername.toLowerCase()) {
    return context.direct ? { problem: `${otherBot({ name, bot }, context)} ${hint(context)}` } : undefined;
  }
  const isStart = name.toLowerCase() === 'start' && !hasCommand(context, 'start');
  if (isStart) {
    const wished = context.direct ? readStartPayload(text.slice(whole.length).trim()) : undefined;
    if (wished !== undefined) return wished;
    return hasCommand(context, 'help') ? { path: ['help'], input: {} } : undefined;
  }
  const read = parseCommandLine(`/${name}${text.slice(whole.length)}`, context);
  const mustAnswer = context.direct || bot !== undefined;
  return read ?? (mustAnswer ? { problem: `There is no command /${name}. ${hint(context)}` } : undefined);
}

/** The token of the button that led to the private chat, if `/start` carries one. */
export function readPress(text: string): string | undefined {
  const [, payload] = /^\s*\/start(?:@\w+)?\s+(\S+)\s*$/iu.exec(text) ?? [];
  return payload === undefined ? undefined : readPressPayload(payload);
}

/** The answer to a slash without a command; phones put a space between the two. */
function noCommand(text: string, context: MessageContext): string {
  const [, spaced = ''] = /^\s*\/\s+(\w+)/u.exec(text) ?? [];
  const meant = spaced.toLowerCase();
  return hasCommand(context, meant)
    ? `Nothing was done: there is a space after the slash. Write it like /${meant}.`
    : 'Nothing was done: this does not begin with a command.';
}

/** The answer to a command for another bot, where no other bot reads it. */
function otherBot(
  { name, bot }: { readonly name: string; readonly bot: string },
  { botUsername }: MessageContext,
): string {
  return `Nothing was done: /${name}@${bot} is for @${bot}, and this is @${botUsername}. Write /${name} alone.`;
}

function hint(context: MessageContext): string {
  return hasCommand(context, 'help')
    ? '/help lists what there is.'
    : `There are ${context.commands.map((command) => `/${command.name}`).join(', ')}.`;
}

function hasCommand(context: MessageContext, name: string): boolean {
  return context.commands.some((command) => command.name === name);
}
