import { atNewAddress, type Delivery } from '../domain/delivery.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { Messenger } from '../platforms/platform.ts';
import type { BacklogLeft, Backlogs } from './ports.ts';
import { row } from './row.ts';
import type { Task } from './task.ts';
import { untilKept } from './until-kept.ts';

/** What {@link createRowWriter} works with. */
export interface RowWriterDeps {
  readonly messenger: Pick<Messenger, 'sendIsRepeatable'>;
  readonly backlogs: Pick<Backlogs, 'record' | 'settle'>;
  readonly subscriptions: Pick<SubscriptionRecords, 'movedTo'>;
}

/** An item in progress, and what its row holds. */
export type InProgress = Pick<Task, 'destination' | 'waiting' | 'standing' | 'stopping'>;

/**
 * Writes what became of a call, unless another process took the destination over meanwhile: an answer that comes that
 * late knows less than the row. It knows more only about its own send, if the other process could do no more than
 * mark that as unknown, or if the destination moved to another address with the row.
 */
export function createRowWriter({ messenger, backlogs, subscriptions }: RowWriterDeps) {
  return { record, restore, settle };

  /** Writes the row and leaves the item in the backlog. False when another process has changed the row. */
  function record(task: InProgress, delivery: Delivery): Promise<boolean> {
    const { destination, waiting } = task;
    const { item } = waiting;
    return onTop(task, delivery, (standing) =>
      backlogs.record(destination, { item, ...(standing && { delivery: standing }) }, delivery),
    );
  }

  /**
   * Writes back what the row held before a send that came to nothing. If the send was marked as unknown meanwhile,
   * nothing waits any more that would make it again, so that stands and people settle it.
   */
  async function restore(task: InProgress, before: Delivery): Promise<void> {
    const { destination, waiting, standing, stopping } = task;
    const asRead = { item: waiting.item, ...(standing && { delivery: standing }) };
    const written = await untilKept(() => backlogs.record(destination, asRead, before), stopping);
    if (written || standing?.state !== 'sending') return;
    await untilKept(() => recordWhereMoved(task, standing, before), stopping);
  }

  /** Writes the row and removes the item. Undefined, and the item stays, when another process has changed the row. */
  function settle(task: InProgress, delivery: Delivery): Promise<BacklogLeft | undefined> {
    const { destination, waiting } = task;
    const { item, stamp } = waiting;
    return onTop(task, delivery, (standing) =>
      backlogs.settle(destination, { item, stamp, ...(standing && { delivery: standing }) }, delivery),
    );
  }

  async function onTop<T>(
    task: InProgress,
    delivery: Delivery,
    write: (standing: Delivery | undefined) => Promise<T>,
  ): Promise<T> {
    const { standing, stopping } = task;
    const written = await untilKept(() => write(standing), stopping);
    if (written || messenger.sendIsRepeatable || standing?.state !== 'sending') return written;
    const unknown = row('unknown', standing.revision, standing.copies);
    const writtenOver = await untilKept(() => write(unknown), stopping);
    if (!writtenOver) await untilKept(() => recordWhereMoved(task, standing, delivery), stopping);
    return writtenOver;
  }

  /** The item itself waits at the new address, and its next run there finds the row as it is now. */
  async function recordWhereMoved(
    { destination, waiting: { item } }: InProgress,
    standing: Delivery,
    delivery: Delivery,
  ): Promise<void> {
    const to = await subscriptions.movedTo(destination);
    if (to !== undefined)
      await backlogs.record(to, { item, delivery: atNewAddress(standing) }, atNewAddress(delivery));
  }
}
