import type { Delivery } from '../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { PlatformName } from '../../../src/domain/person.ts';
import type { Instant } from '../../../src/domain/time/instant.ts';
import type { Button } from '../../../src/newsroom/command/answer.ts';
import type { NewsroomSettings, StoryEvent, Wait } from '../../../src/newsroom/records.ts';

/** What the fake newsroom was told, and the handles with which a test plays the rest of the world. */
export interface FakeWorld {
  /** The clock, in milliseconds. */
  now: Instant;
  /** How the newsroom is set up: no previews and no time to undo, until a test says otherwise. */
  readonly settings: { previewFor: NewsroomSettings['previewFor']; undoMs: number };
  /** While true, every records port throws StoreUnavailable. */
  isStoreDown: boolean;
  /** While true, the wire throws. */
  isWireDown: boolean;
  /** Runs once between a decision and its commit, as if someone else were faster. */
  meanwhile: (() => Promise<void>) | undefined;
  /** Events in the outbox, in order. */
  readonly outbox: { readonly slug: string; readonly event: StoryEvent }[];
  /** What the wire was asked for, as short lines. */
  readonly asked: string[];
  /** What single places were told, as plain text. */
  readonly told: { readonly place: DestinationId; readonly text: string }[];
  /** What is told in turn where those do not take it. */
  readonly toldInstead: { readonly place: DestinationId | 'desk'; readonly text: string }[];
  /** What the desk was told, as plain text. */
  readonly deskHeard: string[];
  /** The notices at the desk: their present text and buttons. */
  readonly notices: Map<string, { readonly text: string; readonly buttons: readonly Button[] }>;
  /** Jobs that wait, by platform. */
  readonly waiting: Record<PlatformName, number>;
  setDelivery(destination: DestinationId, entry: string, delivery: Delivery): void;
  setBacklog(destination: DestinationId, size: number): void;
  setWait(destination: DestinationId, wait: Wait): void;
}
