import { formatItem, type StoryItem } from '../../domain/backlog-item.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { DestinationId } from '../../domain/destination.ts';
import { entryName } from '../../domain/entry.ts';
import type { Action } from '../command/answer.ts';
import type { Standing } from '../progress/progress.ts';

/** The states in which a delivery waits for people. */
export type StuckState = Extract<DeliveryState, 'unknown' | 'refused' | 'stale'>;

/**
 * What people can send again: an entry, or a correction of one. Cards repair themselves, and digests can be asked
 * for.
 */
export type SettledItem = Extract<StoryItem, { kind: 'entry' | 'correction' }>;

/** Whether a delivery, or an entry at a place, waits for people. */
export function isStuck(state: DeliveryState | Standing | undefined): state is StuckState {
  return state === 'unknown' || state === 'refused' || state === 'stale';
}

/** A name for what is stuck in one place: its notice at the desk and the decision about it are found by it. */
export function stuckAbout(destination: DestinationId, item: SettledItem): string {
  return `stuck:${destination} ${formatItem(item)}`;
}

/** An item in words. */
export function itemWords(item: StoryItem): string {
  switch (item.kind) {
    case 'entry':
      return entryName(item);
    case 'correction':
      return `the correction of ${entryName(item)}`;
    case 'card':
      return `the card of ${item.slug}`;
    case 'digest':
      return `a digest of ${item.slug}`;
  }
}

/** A place and what is stuck there. */
export interface StuckPlace {
  readonly destination: DestinationId;
  readonly item: SettledItem;
  readonly state: StuckState;
}

/** Buttons to settle it. Their labels end with `at`, when one message is about several places. */
export function stuckActions({ destination, item, state }: StuckPlace, at = ''): readonly Action[] {
  const input = { entry: entryName(item), place: destination };
  const arrived = { label: `It arrived${at}`, path: ['retry'], input: { ...input, arrived: 'yes' } };
  const again = { label: `Send again${at}`, path: ['retry'], input };
  return state === 'unknown' ? [arrived, again] : [again];
}
