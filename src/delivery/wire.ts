import type { Wire } from '../newsroom/wire.ts';
import { scheduleDigests, scheduleEntry, unscheduleEntry } from './clock.ts';
import { createDeskNotices, type DeskNoticeDeps } from './desk-notices.ts';

/** Connects the newsroom to the delivery engine, on BullMQ. */
export function createWire(deps: DeskNoticeDeps): Wire {
  const { queues, backlogs, now } = deps;
  const { tellDesk, tellDeskAs, tell, findNotice, reviseNotice } = createDeskNotices(deps);
  return {
    tellDesk,
    tellDeskAs,
    tell,
    findNotice,
    reviseNotice,
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
