import type { Api, Context } from 'grammy';
import type { Message } from 'grammy/types';
import type { Reply } from '../../newsroom/command/answer.ts';
import type { Dispatcher } from '../../newsroom/command/dispatcher.ts';
import { plainReply } from '../../newsroom/command/plain-reply.ts';
import type { LiveAnswers } from '../live-answers.ts';
import { type AnswerContext, changeAnswer, type ShownAnswer, sendAnswer } from './answers.ts';
import { tellAlone } from './aside.ts';
import { loggable } from './errors.ts';
import type { People } from './people.ts';
import { addressOfMessage, type LocatedMessage } from './places.ts';
import type { Questions } from './questions.ts';

/** What the handlers need. */
export interface HandlerOptions extends AnswerContext {
  readonly token: string;
  readonly apiUrl: string;
  readonly api: Api;
  readonly dispatcher: Dispatcher;
  readonly live: LiveAnswers;
  readonly liveStories: () => Promise<readonly string[]>;
  readonly people: People;
  readonly questions: Questions;
  /** Aborted when updates under way are kept for the next start. */
  readonly left: AbortSignal;
}

/** What is known about an update besides its content. */
export type UpdateContext = Pick<Context, 'update' | 'me'>;

/** One update, and what is needed to handle it. */
export interface Handling extends HandlerOptions {
  readonly ctx: UpdateContext;
}

/**
 * Answers with the result of `work` and returns the messages; also answers after a fault inside Dateline. What is
 * hidden from readers is told in private, which none of the returned messages shows. Throws when the update is handled
 * again after the next start.
 */
export async function answer(
  question: LocatedMessage,
  handling: Handling,
  work: () => Promise<Reply | undefined>,
): Promise<ShownAnswer> {
  const given = await work().catch((error: unknown) => {
    const facts = { ...loggable(error), updateId: handling.ctx.update.update_id };
    handling.log.error(facts, 'an update could not be handled');
    return keptFromReaders(
      question,
      plainReply('This failed inside Dateline, and it was logged. See what stands before you send it again.'),
    );
  });
  // The records may be closed by now, and it would be said that nothing was saved of what is carried out later.
  handling.left.throwIfAborted();
  const reply = given?.aside === undefined ? given : await inPlace(given, { question, handling });
  if (reply === undefined) return [];
  const silent = question.chat.type === 'channel' || given?.aside !== undefined;
  const { username: bot } = handling.ctx.me;
  const target = { address: addressOfMessage(question), messageId: question.message_id, silent, bot };
  const first = await sendAnswer(reply, target, handling);
  let shown: typeof first | undefined = first;
  if (first.length === 0) return first;
  handling.live.follow(reply, async (next) => {
    shown = shown && (await changeAnswer(next, shown, { target, context: handling }));
    return shown !== undefined;
  });
  return first;
}

/** Tells somebody alone. Returns what to say in the place all the same. */
async function inPlace(
  reply: Reply,
  { question, handling }: { readonly question: LocatedMessage; readonly handling: Handling },
): Promise<Reply | undefined> {
  return (await tellAlone(reply, question, handling)) ? undefined : reply.aside?.otherwise();
}

/** Stops the button's spinner. Telegram gives up on presses after some seconds, so this does not wait for the work. */
export async function acknowledge(queryId: string, { api, log }: Handling): Promise<void> {
  try {
    await api.answerCallbackQuery(queryId);
  } catch (error) {
    log.warn(loggable(error), 'a press could not be acknowledged');
  }
}

/** Whether a message was forwarded or relayed: the person who did that did not give the command. */
export function isSecondHand(message: Message): boolean {
  return message.forward_origin !== undefined || message.is_automatic_forward === true;
}

/**
 * A refusal without the newsroom's judgement. In channels, where only readers would see it, it is told in private;
 * `inShort` is said in the channel when nobody could be told.
 */
export function keptFromReaders({ chat }: LocatedMessage, reply: Reply, inShort: Reply = reply): Reply {
  return chat.type === 'channel' ? { ...reply, aside: { otherwise: async () => inShort } } : reply;
}
