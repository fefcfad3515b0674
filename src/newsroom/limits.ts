import type { Instant } from '../domain/time/instant.ts';

/** At most so many uses in any stretch of time of that length. */
export interface UseLimit {
  readonly uses: number;
  readonly perMs: number;
}

/** Counts uses, for all processes together. */
export interface Limits {
  /** Counts a use of that name; when it is too early, counts nothing and tells from when on one is allowed. */
  take(name: string, limit: UseLimit, now: Instant): Promise<Instant | undefined>;
}
