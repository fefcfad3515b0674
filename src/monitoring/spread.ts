import type { FollowedChange } from '../delivery/observer.ts';
import type { DestinationId } from '../domain/destination.ts';

/** Which destinations do not have an entry's newest revision yet, for all processes together. */
export interface Spread {
  /** The change is on its way to these destinations; what was known of an older revision is forgotten. */
  expect(change: FollowedChange, destinations: readonly DestinationId[]): Promise<void>;
  /** True for whoever says first that a request about the change is made. */
  begin(change: FollowedChange): Promise<boolean>;
  /**
   * These destinations are not waited for any more. `revision` is the one that they have now: one that came later is
   * still waited for; without it, they are waited for in no case. Returns the change when the last one was among them.
   */
  reach(
    destinations: readonly DestinationId[],
    entry: { readonly slug: string; readonly number: number; readonly revision?: number },
  ): Promise<FollowedChange | undefined>;
  /** Nothing in the backlog of this destination is waited for. Returns the changes for which it was the last one. */
  rest(destination: DestinationId): Promise<readonly FollowedChange[]>;
}
