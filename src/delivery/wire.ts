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
        isPut = await backlogs.putDigest(destination, item, mark);
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
