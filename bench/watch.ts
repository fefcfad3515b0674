import type { World } from '../src/sandbox/world.ts';

/** What the bot did to a channel: sent a message, or anything else (edited or pinned one). */
type CallKind = 'send' | 'other';

/** A message that the bot sent to a channel, as the platform's API took it. */
export interface SentMessage {
  readonly channel: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A platform's stand-in, reduced to the calls that deliver. Every method is about the calls since `forget`. */
export interface Watch {
  /** Takes what came so far as done with. */
  forget(): void;
  /** The messages that were sent. */
  sent(): readonly SentMessage[];
  /** Resolves with the moment (`performance.now()`) at which the first message comes in. */
  firstSend(): Promise<number>;
  /** Resolves with the moment at which so many calls have been answered. */
  answered(wanted: Readonly<Record<CallKind, number>>): Promise<number>;
}

const patienceMs = 180_000;

/** Watches what Discord's stand-in is asked to do in channels; answers to commands go another way. */
export function watchDiscord({ discord }: World): Watch {
  return createWatch(discord, {
    kindOf: ({ method, path, channelId }) => {
      if (channelId === undefined || method === 'GET') return undefined;
      return method === 'POST' && path.endsWith('/messages') ? 'send' : 'other';
    },
    isAnswered: ({ status }) => status !== 0,
    toMessage: ({ channelId = '', body }) => ({ channel: channelId, body: { ...Object(body) } }),
  });
}

/** Watches what Telegram's stand-in is asked to do in channels; answers to commands go to private chats. */
export function watchTelegram({ telegram }: World): Watch {
  return createWatch(telegram, {
    kindOf: ({ method, chatId = 0 }) => {
      if (chatId >= 0 || method.startsWith('get')) return undefined;
      return method === 'sendMessage' ? 'send' : 'other';
    },
    // The stand-in writes a request down when it has the answer.
    isAnswered: () => true,
    toMessage: ({ chatId, body }) => ({ channel: String(chatId), body }),
  });
}

interface StandIn<R> {
  requests(): readonly R[];
  waitFor(check: () => boolean, timeoutMs: number): Promise<unknown>;
}

interface Reading<R> {
  readonly kindOf: (request: R) => CallKind | undefined;
  readonly isAnswered: (request: R) => boolean;
  readonly toMessage: (request: R) => SentMessage;
}

function createWatch<R>(standIn: StandIn<R>, { kindOf, isAnswered, toMessage }: Reading<R>): Watch {
  let from = 0;

  function count(kind: CallKind): number {
    return since().reduce((sum, request) => sum + Number(kindOf(request) === kind && isAnswered(request)), 0);
  }

  function since(): readonly R[] {
    return standIn.requests().slice(from);
  }

  async function when(check: () => boolean): Promise<number> {
    await standIn.waitFor(check, patienceMs);
    return performance.now();
  }

  return {
    forget() {
      from = standIn.requests().length;
    },
    sent: () =>
      since()
        .filter((request) => kindOf(request) === 'send')
        .map(toMessage),
    firstSend: () => when(() => since().some((request) => kindOf(request) === 'send')),
    answered({ send, other }) {
      // Looked at after every request, this must cost nothing until it can hold.
      const isEnough = () => standIn.requests().length - from >= send + other;
      return when(() => isEnough() && count('send') >= send && count('other') >= other);
    },
  };
}
