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
    async postFirstDigest(destination, slug, { since, until }) {
      const item = { kind: 'digest', slug, since: 0, until } as const;
      for (let isPut = false; !isPut; ) {
        const mark = await backlogs.digestedUntil(destination, slug);
        if (mark !== undefined && mark >= since) return;
        // Not by its end: that is ahead where the clock was set back, and what is published next would come first.
        isPut = await backlogs.putDigest(destination, item, { mark, order: Math.min(until, now() + 1) });
      }
      await queues.wake([destination], 'normal');
    },
    scheduleDigests: (subscription, zone) => scheduleDigests(queues, subscription, zone),
    scheduleEntry: (slug, number, at) => scheduleEntry(queues, { slug, number, at }, now()),
    unscheduleEntry: (slug, number, at) => unscheduleEntry(queues, { slug, number, at }),
    wake: (destination) => queues.wake([destination], 'normal'),
    waiting: () => queues.waiting(),
  };
}
