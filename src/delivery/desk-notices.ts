import type { DestinationId } from '../domain/destination.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Action, Button } from '../newsroom/command/answer.ts';
import { keepButton } from '../newsroom/dispatch/kept-invocation.ts';
import type { KeptRecords } from '../newsroom/kept-records.ts';
import type { StaffRecords } from '../newsroom/records.ts';
import type { OwnNotice, Wire } from '../newsroom/wire.ts';
import { type Backlogs, type Notices, noticeLifeMs } from './ports.ts';
import { type Queues, wakeByUrgency } from './queues.ts';

/** What {@link createDeskNotices} works with. */
export interface DeskNoticeDeps {
  readonly backlogs: Backlogs;
  readonly notices: Notices;
  readonly queues: Queues;
  readonly staff: StaffRecords;
  readonly kept: KeptRecords;
  readonly newId: () => string;
  readonly now: () => Instant;
}

/** Notices of the newsroom and of the delivery engine. */
export interface DeskNotices
  extends Pick<Wire, 'tellDesk' | 'tellDeskAs' | 'tell' | 'findNotice' | 'reviseNotice'> {
  /** Says elsewhere what a place refuses, if that was asked for; once, however often this is called. */
  tellInstead(id: string): Promise<void>;
}

/**
 * Writes notices and has them delivered to the desks, before everything routine: somebody may be waiting for the
 * desk's decision.
 */
export function createDeskNotices({
  backlogs,
  notices,
  queues,
  staff,
  kept,
  newId,
  now,
}: DeskNoticeDeps): DeskNotices {
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

  async function tellDeskAs(id: string, { content, actions, about }: OwnNotice): Promise<void> {
    const places = await staff.desks();
    await notices.put(id, { content, buttons: await keepAll(actions), places }, about);
    await show(id, places);
  }

  return {
    tellDeskAs,
    async tellDesk(content, actions = [], about) {
      const id = newId();
      await tellDeskAs(id, { content, actions, about });
      return id;
    },
    async tell(place, content, { about, instead } = {}) {
      // The process that wrote it may have died before it was delivered.
      const known = about === undefined ? undefined : await notices.findAbout(about);
      const id = known ?? newId();
      await notices.put(id, { content, buttons: [], places: [place], ...(instead && { instead }) }, about);
      await show(id, [place]);
    },
    async tellInstead(id) {
      const found = await notices.find(id);
      if (found?.instead === undefined) return;
      const { instead, ...told } = found;
      const { place, ...said } = instead;
      const places = place === undefined ? await staff.desks() : [place];
      const own = `${id} instead`;
      await notices.put(own, { ...said, buttons: [], places });
      await show(own, places);
      await notices.put(id, told);
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
