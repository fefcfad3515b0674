import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { RichText } from '../domain/rich-text.ts';
import type { StaffRecords, Wire } from '../newsroom/records.ts';
import { scheduleDigests, scheduleEntry } from './clock.ts';
import type { Backlogs } from './ports.ts';
import type { Queues } from './queues.ts';

/** What {@link createWire} works with. */
export interface WireDeps {
  readonly backlogs: Backlogs;
  readonly queues: Queues;
  readonly staff: StaffRecords;
  readonly newId: () => string;
  readonly now: () => Instant;
}

/** The newsroom's way to the delivery engine, on BullMQ. */
export function createWire({ backlogs, queues, staff, newId, now }: WireDeps): Wire {
  async function putNotice(destination: DestinationId, content: RichText): Promise<void> {
    const id = newId();
    await backlogs.putNotice(destination, id, content);
    await backlogs.put([{ destination, order: now(), item: { kind: 'notice', id } }]);
    await queues.wake([destination], 'normal');
  }

  return {
    storyChanged: (slug, urgency) => queues.fanOut(slug, urgency),
    async refreshCard(destination, slug) {
      await backlogs.put([{ destination, order: now(), item: { kind: 'card', slug } }]);
      await queues.wake([destination], 'normal');
    },
    scheduleDigests: (subscription, zone) => scheduleDigests(queues, subscription, zone),
    scheduleEntry: (slug, number, at) => scheduleEntry(queues, { slug, number, at }, now()),
    async tellDesk(content) {
      for (const desk of await staff.desks()) await putNotice(desk, content);
    },
    wake: (destination) => queues.wake([destination], 'normal'),
    waiting: () => queues.waiting(),
  };
}
