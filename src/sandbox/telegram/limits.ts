import type { ChatKind } from './model.ts';

/** A request that counts. Only sends and edits do. */
interface LimitedRequest {
  readonly chatId: number;
  readonly kind: ChatKind;
  /** How many messages it makes: more than 1 for an album. */
  readonly messages: number;
}

/**
 * Telegram's limits on sending, which edits share (https://core.telegram.org/bots/faq, "My bot is hitting limits").
 */
export interface Limits {
  /** Counts the request and returns undefined; or counts nothing and returns how many whole seconds to wait. */
  take(request: LimitedRequest): number | undefined;
}

const overallPerSecond = 30;
const perChatPerSecond = 1;
const chatBurst = 3;
const perGroupPerMinute = 20;

/** Tells how long a request has to wait, and counts the ones that go through. */
interface Gauge {
  missingMs(now: number): number;
  count(now: number, messages: number): void;
}

/** 30 a second overall, 1 a second per chat with bursts of 3, 20 a minute per group or channel. */
export function createLimits(now: () => number): Limits {
  const overall = createWindow(overallPerSecond, 1000);
  const chats = new Map<number, readonly Gauge[]>();

  function gaugesOf({ chatId, kind }: LimitedRequest): readonly Gauge[] {
    const known = chats.get(chatId);
    if (known !== undefined) return known;
    const own = [createBucket(chatBurst, perChatPerSecond)];
    if (kind !== 'private') own.push(createWindow(perGroupPerMinute, 60_000));
    chats.set(chatId, own);
    return own;
  }

  return {
    take(request) {
      const at = now();
      const gauges = [overall, ...gaugesOf(request)];
      const missingMs = Math.max(...gauges.map((it) => it.missingMs(at)));
      if (missingMs > 0) return Math.ceil(missingMs / 1000);
      for (const gauge of gauges) gauge.count(at, request.messages);
      return undefined;
    },
  };
}

/** At most `limit` requests within any `lengthMs`. */
function createWindow(limit: number, lengthMs: number): Gauge {
  const times: number[] = [];
  return {
    missingMs(now) {
      while (now - (times[0] ?? now) >= lengthMs) times.shift();
      const blocker = times[times.length - limit];
      return blocker === undefined ? 0 : blocker + lengthMs - now;
    },
    count(now, messages) {
      for (let counted = 0; counted < messages; counted += 1) times.push(now);
    },
  };
}

/** A token bucket. An album may take it below zero; later requests then wait longer. */
function createBucket(capacity: number, perSecond: number): Gauge {
  let tokens = capacity;
  let filledAt: number | undefined;
  return {
    missingMs(now) {
      tokens = Math.min(capacity, tokens + ((now - (filledAt ?? now)) / 1000) * perSecond);
      filledAt = now;
      return tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000;
    },
    count(_now, messages) {
      tokens -= messages;
    },
  };
}
