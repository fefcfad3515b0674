import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Action, Button } from '../newsroom/command/answer.ts';
import { keepButton } from '../newsroom/dispatch/kept-invocation.ts';
import type { KeptRecords } from '../newsroom/kept-records.ts';
import type { StaffRecords, Wire } from '../newsroom/records.ts';
import { scheduleDigests, scheduleEntry, unscheduleEntry } from './clock.ts';
import { type Backlogs, type Notices, noticeLifeMs } from './ports.ts';
import { type Queues, wakeByUrgency } from './queues.ts';

/** What {@link createWire} works with. */
export interface WireDeps {
  readonly backlogs: Backlogs;
  readonly notices: Notices;
  readonly queues: Queues;
  readonly staff: StaffRecords;
  readonly kept: KeptRecords;
  readonly newId: () => string;
  readonly now: () => Instant;
}

/** The newsroom's way to the delivery engine, on BullMQ. */
export function createWire({ queues, backlogs, now, ...deps }: WireDeps): Wire {
  return {
    ...createDeskWire({ queues, backlogs, now, ...deps }),
    storyChanged: (slug, urgency) => queues.fanOut(slug, urgency),
    async refreshCard(destination, slug) {
      await backlogs.put([{ destination, order: now(), item: { kind: 'card', slug } }]);
      await queues.wake([destination], 'normal');
    },
    async postDigest(destination, slug, window) {
      // Behind a card that was asked for at the same moment.
      const order = now() + 1;
      await backlogs.put([{ destination, order, item: { kind: 'digest', slug, ...window } }]);
      await queues.wake([destination], 'normal');
    },
    scheduleDigests: (subscription, zone) => scheduleDigests(queues, subscription, zone),
    scheduleEntry: (slug, number, at) => scheduleEntry(queues, { slug, number, at }, now()),
    unscheduleEntry: (slug, number, at) => unscheduleEntry(queues, { slug, number, at }),
    wake: (destination) => queues.wake([destination], 'normal'),
    waiting: () => queues.waiting(),
  };
}

/** Notices go before all that is routine: somebody may be waiting for what the desk decides. */
function createDeskWire({
  backlogs,
  notices,
  queues,
  staff,
  kept,
  newId,
  now,
}: WireDeps): Pick<Wire, 'tellDesk' | 'tell' | 'findNotice' | 'reviseNotice'> {
  async function show(id: string, places: readonly DestinationId[]): Promise<void> {
    const item = { kind: 'notice', id } as const;
    const waiting = await backlogs.put(
      places.map((destination) => ({ destination, order: now(), item, place: 'front' })),
    );
    await wakeByUrgency(queues, waiting);
  }

  function keepAll(actions: readonly Action[]): Promise<readonly Button[]> {
    return Promise.all(actions.map((action) => keepButton(kept, action, noticeLifeMs)));
  }

  return {
    async tellDesk(content, actions = [], about) {
      const id = newId();
      const places = await staff.desks();
      await notices.put(id, { content, buttons: await keepAll(actions), places }, about);
      await show(id, places);
      return id;
    },
    async tell(place, content) {
      const id = newId();
      await notices.put(id, { content, buttons: [], places: [place] });
      await show(id, [place]);
    },
    findNotice: (about) => notices.findAbout(about),
    async reviseNotice(id, content, actions = []) {
      const before = await notices.find(id);
      if (before === undefined) return;
      const places = [...new Set([...before.places, ...(await staff.desks())])];
      await notices.put(id, { content, buttons: await keepAll(actions), places });
      await show(id, places);
    },
  };
}
