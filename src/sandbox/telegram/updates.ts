import { type ApiRefusal, conflict } from './errors.ts';

/** The kinds of updates that the stand-in makes. */
type UpdateKind = 'message' | 'channel_post' | 'callback_query' | 'my_chat_member';

/** An update as getUpdates answers it: its id and one key of the kind's name. */
interface WireUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

/** What getUpdates asks for. */
interface PollRequest {
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

const firstUpdateId = 500_000_001;

/** Starts with an empty queue and every kind allowed. */
export function createUpdates(): Updates {
  const held = createHeldPoll();
  let queue: WireUpdate[] = [];
  let nextId = firstUpdateId;
  let allowed: ReadonlySet<string> | undefined;
  let webhook: string | undefined;

  function take({ offset, allowedUpdates }: PollRequest): void {
    if (offset > 0) queue = queue.filter((it) => it.update_id >= offset);
    if (offset < 0) queue = queue.slice(offset);
    if (allowedUpdates === undefined) return;
    allowed = allowedUpdates.length === 0 ? undefined : new Set(allowedUpdates);
  }

  return {
    push(kind, content) {
      if (allowed !== undefined && !allowed.has(kind)) return;
      queue.push({ update_id: nextId, [kind]: content });
      nextId += 1;
      held.wake();
    },
    async poll(request, signal) {
      if (webhook !== undefined) throw conflict(webhookIsActive);
      held.refuse(conflict(otherPoller));
      take(request);
      if (queue.length === 0 && request.timeoutSeconds > 0) await held.hold(request.timeoutSeconds, signal);
      return signal.aborted ? [] : queue.slice(0, request.limit);
    },
    setWebhook(url, dropPending) {
      webhook = url;
      if (dropPending) queue = [];
      if (url !== undefined) held.refuse(conflict('terminated by setWebhook request'));
    },
    webhookUrl: () => webhook,
    pendingCount: () => queue.length,
    refuseHeld: (refusal) => held.refuse(refusal),
  };
}

const webhookIsActive =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const otherPoller = 'terminated by other getUpdates request; make sure that only one bot instance is running';

/** The one poll that may wait at a time. */
interface HeldPoll {
  /** Resolves when it is woken, the time is over or the client is gone; rejects when it is refused. */
  hold(timeoutSeconds: number, signal: AbortSignal): Promise<void>;
  wake(): void;
  refuse(refusal: ApiRefusal): void;
}

function createHeldPoll(): HeldPoll {
  let settle: ((refusal?: ApiRefusal) => void) | undefined;
  return {
    async hold(timeoutSeconds, signal) {
      if (signal.aborted) return;
      await new Promise<void>((resolve, reject) => {
        const finish = (refusal?: ApiRefusal) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
          if (settle === finish) settle = undefined;
          if (refusal === undefined) resolve();
          else reject(refusal);
        };
        const giveUp = () => finish();
        const timer = setTimeout(giveUp, timeoutSeconds * 1000);
        signal.addEventListener('abort', giveUp);
        settle = finish;
      });
    },
    wake: () => settle?.(),
    refuse: (refusal) => settle?.(refusal),
  };
}
