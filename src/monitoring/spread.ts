import type { FollowedChange } from '../delivery/observer.ts';
import type { DestinationId } from '../domain/destination.ts';

/** Which destinations do not have an entry's newest revision yet, across all processes. */
export interface Spread {
  /**
   * The change is on its way to these destinations, and more may be named until {@link Spread.expectNoMore}. What was
   * known of an older revision is forgotten.
   */
  expect(change: FollowedChange, destinations: readonly DestinationId[]): Promise<void>;
  /** All destinations of the change are named. Returns the change when none of them is waited for any more. */
  expectNoMore(change: FollowedChange): Promise<FollowedChange | undefined>;
  /** Returns true to the first process that makes a request about the change. */
  begin(change: FollowedChange): Promise<boolean>;
  /**
   * Stops waiting for these destinations. `revision` is the one that they now have; a later one is still waited for.
   * Without it, nothing is waited for. Returns the change when the last destination was among them.
   */
  reach(
    destinations: readonly DestinationId[],
    entry: { readonly slug: string; readonly number: number; readonly revision?: number },
  ): Promise<FollowedChange | undefined>;
  /** Stops waiting for anything in this destination's backlog. Returns the changes for which it was the last one. */
  rest(destination: DestinationId): Promise<readonly FollowedChange[]>;
}
