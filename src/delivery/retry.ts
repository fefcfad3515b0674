import type { DestinationId } from '../domain/destination.ts';
import type { Urgency } from '../domain/entry.ts';
import type { LimitScope, Outcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';

/** What to do after an outcome. */
export type Decision =
  | { readonly kind: 'go-on' }
  /**
   * Nothing may be tried before `until`: with scope `platform` at any destination of the platform, with scope
   * `message` nothing more of this item.
   */
  | {
      readonly kind: 'wait';
      readonly until: Instant;
      readonly scope: LimitScope;
      /** Whether this counts as a failure. Each failure makes the next wait longer. */
      readonly counts: boolean;
      readonly why: string;
    }
  | { readonly kind: 'pause'; readonly why: string }
  | { readonly kind: 'move'; readonly to: DestinationId }
  | { readonly kind: 'replace' }
  | { readonly kind: 'give-up'; readonly state: 'refused' | 'unknown' | 'stale'; readonly why: string };

/** How temporary failures are waited out: exponentially from the first delay to the longest. */
export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * One second at first. One minute at most, since a place that waits hears of nothing that comes meanwhile: after an
 * outage, however long, a flash is on its way within a minute.
 */
export const usualBackOff: BackOff = { firstMs: 1_000, longestMs: 60_000 };

/** What kind of news it is, and since when. */
export interface News {
  readonly kind: Urgency | 'digest';
  readonly at: Instant;
}

/** How old news of each kind may become while failures hold it back. */
export type LongestAges = Readonly<Record<News['kind'], number>>;

const minuteMs = 60_000;

/** Half an hour for a flash, half a day for what is in no hurry. */
export const usualAges: LongestAges = {
  flash: 30 * minuteMs,
  normal: 6 * 60 * minuteMs,
  quiet: 12 * 60 * minuteMs,
  digest: 12 * 60 * minuteMs,
};

/** News that is already old when first tried still gets this many tries. */
const fewestTries = 5;

/** What a decision depends on, besides the outcome. */
export interface RetryContext {
  readonly backOff: BackOff;
  readonly now: Instant;
  /** Temporary failures in a row before this one. */
  readonly failures: number;
  /** From 0 (included) to 1; spreads the retries of many destinations. */
  readonly jitter: number;
  readonly ages: LongestAges;
  /** Absent for what never becomes too old: cards, corrections, kills. */
  readonly news?: News;
}

const refusedTokenDelayMs = 60_000;

/** The whole retry policy. Pure, and the only place where an outcome becomes retry, wait or give up. */
export function decide(outcome: Outcome, context: RetryContext): Decision {
  switch (outcome.kind) {
    case 'delivered':
    case 'unchanged':
    case 'undeletable':
      return { kind: 'go-on' };
    case 'rate-limited':
      return { kind: 'wait', until: outcome.until, scope: outcome.scope, counts: false, why: 'rate limit' };
    case 'retry-later':
      if (isStale(context)) return { kind: 'give-up', state: 'stale', why: outcome.why };
      return {
        kind: 'wait',
        until: context.now + backOffMs(context),
        scope: 'destination',
        counts: true,
        why: outcome.why,
      };
    case 'platform-refused':
      return {
        kind: 'wait',
        until: context.now + refusedTokenDelayMs,
        scope: 'platform',
        counts: true,
        why: outcome.why,
      };
    case 'destination-gone':
    case 'forbidden':
    case 'needs-rights':
      return { kind: 'pause', why: outcome.why };
    case 'moved':
      return { kind: 'move', to: outcome.to };
    case 'message-gone':
      return { kind: 'replace' };
    case 'entry-refused':
      return { kind: 'give-up', state: 'refused', why: outcome.why };
    case 'unknown':
      return { kind: 'give-up', state: 'unknown', why: outcome.why };
  }
}

function isStale({ news, ages, now, failures }: RetryContext): boolean {
  return news !== undefined && now - news.at > ages[news.kind] && failures + 1 >= fewestTries;
}

/** The jitter moves the delay within the later half of its step. */
function backOffMs({ backOff, failures, jitter }: RetryContext): number {
  const fullMs = Math.min(backOff.firstMs * 2 ** failures, backOff.longestMs);
  return Math.round(fullMs * (0.5 + jitter / 2));
}
