import type { Instant } from '../domain/time/instant.ts';

/** At most `uses` in any period of this length. */
export interface UseLimit {
  readonly uses: number;
  readonly perMs: number;
}

/** Counts uses, for all processes together. */
export interface Limits {
  /** Counts a use of that name. When it is too early, counts nothing and returns when the next one is allowed. */
  take(name: string, limit: UseLimit, now: Instant): Promise<Instant | undefined>;
}
