import { sequentialize } from '@grammyjs/runner';
import { Api, Bot } from 'grammy';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Dispatcher } from '../../newsroom/command/dispatcher.ts';
import type { BotAccount } from '../account.ts';
import type { KnownDestinations } from '../known-destinations.ts';
import { createLiveAnswers } from '../live-answers.ts';
import type { Intake } from '../platform.ts';
import { createAbsence, type Polls } from './absence.ts';
import { type CallCount, createAnswerPace } from './answer-pace.ts';
import { pollSeconds, TelegramConnection } from './connection.ts';
import { loggable } from './errors.ts';
import { createHandlers } from './handlers.ts';
import type { Inbox } from './inbox.ts';
import { orderOf } from './order.ts';
import type { People } from './people.ts';
import { comparePlaces } from './presence.ts';
import type { Questions } from './questions.ts';
import { registerCommands } from './registration.ts';
import { growingDelayMs } from './trouble.ts';

/** Options of {@link createTelegramIntake}. */
export interface TelegramIntakeOptions {
  readonly token: string;
  /** The Bot API's root: `https://api.telegram.org`, or that of a self-hosted server. */
  readonly apiUrl: string;
  readonly dispatcher: Dispatcher;
  /** The slugs of the stories that are live now. */
  readonly liveStories: () => Promise<readonly string[]>;
  readonly inbox: Inbox;
  readonly people: People;
  readonly polls: Polls;
  readonly known: KnownDestinations;
  readonly questions: Questions;
  /** Counts answers together with deliveries; answers are not paced when absent. */
  readonly paces?: CallCount;
  /** Whether posts, and previews of them, show their time in each reader's own zone. */
  readonly localTimes?: boolean;
  /** Whether Telegram accepts the token. Shared with the sending side. */
  readonly account?: BotAccount;
  readonly log: Logger;
  readonly now: () => Instant;
  /** The shortest time between two changes of one answer; three seconds by default. */
  readonly liveGapMs?: number;
  /** How long to wait after this many failures in a row; by default 1, 2, 4 … 30 seconds. */
  readonly retryDelayMs?: (failures: number) => number;
}

const callSeconds = 20;

/** Telegram allows a bot twenty messages a minute in a group, including edits (Bots FAQ). */
const usualGapMs = 3_000;

/**
 * Telegram's listening side: gets commands, presses and changes of rights by long polling, and answers. What one
 * person does in one chat is handled in order, everything else in parallel. Only one process at a time can poll with
 * a token; this one keeps trying while another one does. It is started once and stopped once.
 */
export function createTelegramIntake(options: TelegramIntakeOptions): Intake {
  const { token, apiUrl, dispatcher, liveStories, inbox, people, polls, known, questions, now, log } =
    options;
  const {
    account,
    paces,
    localTimes = false,
    liveGapMs = usualGapMs,
    retryDelayMs = growingDelayMs,
  } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const left = new AbortController();
  const client = { apiRoot: apiUrl, timeoutSeconds: callSeconds, sensitiveLogs: false };
  const bot = new Bot(token, { client });
  const live = createLiveAnswers({ gapMs: liveGapMs, now, log });
  const handlers = createHandlers({
    token,
    apiUrl,
    api: bot.api,
    dispatcher,
    liveStories,
    people,
    questions,
    live,
    waitForLeave: paces && createAnswerPace({ calls: paces, now, signal, log }),
    localTimes,
    now,
    signal,
    left: left.signal,
    log,
  });

  bot.use(sequentialize(orderOf));
  bot.on(['message', 'channel_post'], (ctx) => handlers.message(ctx.msg, ctx));
  bot.on('callback_query', (ctx) => handlers.press(ctx.callbackQuery, ctx));
  bot.on('my_chat_member', (ctx) => handlers.membership(ctx.myChatMember));

  async function askAround(): Promise<void> {
    try {
      await comparePlaces({ api: bot.api, botId: bot.botInfo.id, dispatcher, known, now, signal, log });
    } catch (error) {
      if (!signal.aborted) log.warn(loggable(error), 'the chats on record were not looked at');
    }
  }

  const connection = new TelegramConnection({
    api: new Api(token, { ...client, timeoutSeconds: pollSeconds + callSeconds }),
    inbox,
    async prepare(me) {
      bot.botInfo = me;
      await registerCommands(bot.api, dispatcher.commands);
    },
    polled: createAbsence({ polls, onLong: () => void askAround(), now, log }),
    handle: (update) => bot.handleUpdate(update),
    refuse: (update) => handlers.refuse({ update, me: bot.botInfo }),
    account,
    stopping,
    left,
    retryDelayMs,
    log,
  });
  return {
    platform: 'telegram',
    status: () => connection.status(),
    start: () => connection.start(),
    async stop() {
      await Promise.all([live.close(), connection.stop()]);
    },
  };
}
