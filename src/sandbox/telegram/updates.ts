import { type ApiRefusal, conflict } from './errors.ts';

/** The kinds of updates that the stand-in makes. */
type UpdateKind = 'message' | 'channel_post' | 'callback_query' | 'my_chat_member';

/** An update as getUpdates returns it: its id, and one key named after its kind. */
interface WireUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

/** The parameters of getUpdates. */
interface PollRequest {
  readonly offset: number;
  /** 1 to 100. */
  readonly limit: number;
  /** How long to wait when there is nothing to return. */
  readonly timeoutSeconds: number;
  readonly allowedUpdates?: readonly string[] | undefined;
}

/** The queue of updates for the polling bot. */
export interface Updates {
  /** Queues an update and wakes the poll, unless the bot asked not to get this kind. */
  push(kind: UpdateKind, content: object): void;
  /**
   * Returns what is queued, or waits for the first update. Rejects with 409 when a webhook is set, and when another
   * poll comes in: Telegram lets the newer one win. After an abort, returns nothing.
   */
  poll(request: PollRequest, signal: AbortSignal): Promise<readonly WireUpdate[]>;
  /** Sets the webhook, or removes it when undefined. It is remembered but never called. */
  setWebhook(url: string | undefined, dropPending: boolean): void;
  webhookUrl(): string | undefined;
  pendingCount(): number;
  /** Ends a waiting poll with a refusal. */
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

/** The poll that is waiting; there can be only one. */
interface HeldPoll {
  /** Resolves when woken, after the timeout, or when the client disconnects. Rejects when refused. */
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
