import type { Update } from '@grammyjs/types';
import { type ApiRefusal, conflict } from './errors.ts';

/** The kinds of updates that the stand-in makes. */
export type UpdateKind = 'message' | 'channel_post' | 'callback_query' | 'my_chat_member';

/** An update as getUpdates answers it: its id and one key of the kind's name. */
export type WireUpdate = Pick<Update, 'update_id'> & Readonly<Record<string, unknown>>;

/** What getUpdates asks for. */
export interface PollRequest {
  readonly offset: number;
  /** 1 to 100. */
  readonly limit: number;
  /** How long to hold an empty answer. */
  readonly timeoutSeconds: number;
  readonly allowedUpdates?: readonly string[] | undefined;
}

/** The queue between what happens in the sandbox and the bot that polls. */
export interface Updates {
  /** Queues an update and wakes the poller, unless the bot has asked not to get this kind. */
  push(kind: UpdateKind, content: object): void;
  /**
   * Answers what is queued, or waits for the first update. Rejects with 409 when a webhook is set, and when another
   * poll comes in meanwhile: Telegram lets the newer one win. An abort gives an empty answer.
   */
  poll(request: PollRequest, signal: AbortSignal): Promise<readonly WireUpdate[]>;
  /** Sets or (with undefined) removes the webhook; it is remembered but never called. */
  setWebhook(url: string | undefined, dropPending: boolean): void;
  webhookUrl(): string | undefined;
  pendingCount(): number;
  /** Ends a poll that is being held. */
  refuseHeld(refusal: ApiRefusal): void;
}

interface HeldPoll {
  readonly wake: () => void;
  readonly refuse: (refusal: ApiRefusal) => void;
}

const firstUpdateId = 500_000_001;

/** Starts with an empty queue and every kind allowed. */
export function createUpdates(): Updates {
  let queue: WireUpdate[] = [];
  let nextId = firstUpdateId;
  let allowed: ReadonlySet<string> | undefined;
  let webhook: string | undefined;
  let held: HeldPoll | undefined;

  function confirm(offset: number): void {
    if (offset > 0) queue = queue.filter((it) => it.update_id >= offset);
    if (offset < 0) queue = queue.slice(offset);
  }

  /** Resolves when there is something to answer, the time is over or the client is gone. */
  function hold(timeoutSeconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const release = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', poll.wake);
        if (held === poll) held = undefined;
      };
      const poll: HeldPoll = {
        wake: () => {
          release();
          resolve();
        },
        refuse: (refusal) => {
          release();
          reject(refusal);
        },
      };
      const timer = setTimeout(poll.wake, timeoutSeconds * 1000);
      signal.addEventListener('abort', poll.wake);
      held = poll;
    });
  }

  return {
    push(kind, content) {
      if (allowed !== undefined && !allowed.has(kind)) return;
      queue.push({ update_id: nextId, [kind]: content });
      nextId += 1;
      held?.wake();
    },
    async poll({ offset, limit, timeoutSeconds, allowedUpdates }, signal) {
      if (webhook !== undefined) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      held?.refuse(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      );
      if (allowedUpdates !== undefined) {
        allowed = allowedUpdates.length === 0 ? undefined : new Set(allowedUpdates);
      }
      confirm(offset);
      if (queue.length === 0 && timeoutSeconds > 0 && !signal.aborted) await hold(timeoutSeconds, signal);
      return signal.aborted ? [] : queue.slice(0, limit);
    },
    setWebhook(url, dropPending) {
      webhook = url;
      if (dropPending) queue = [];
      if (url !== undefined) held?.refuse(conflict('terminated by setWebhook request'));
    },
    webhookUrl: () => webhook,
    pendingCount: () => queue.length,
    refuseHeld: (refusal) => held?.refuse(refusal),
  };
}
