import type { Urgency } from '../../../src/domain/entry.ts';
import { plainText } from '../../../src/domain/text/plain-text.ts';
import type { Action } from '../../../src/newsroom/command/answer.ts';
import { keepButton } from '../../../src/newsroom/dispatch/kept-invocation.ts';
import type { KeptRecords } from '../../../src/newsroom/kept-records.ts';
import type { Wire } from '../../../src/newsroom/wire.ts';
import type { FakeWorld } from './world.ts';

/** Writes down what the delivery engine was asked for, and delivers nothing. */
export function fakeWire(world: FakeWorld, kept: KeptRecords): Wire {
  const subjects = new Map<string, string>();
  const keepAll = (actions: readonly Action[]) =>
    Promise.all(actions.map((action) => keepButton(kept, action)));

  async function ask(line: string): Promise<void> {
    if (world.isWireDown) throw new Error('the queue does not answer');
    world.asked.push(line);
  }
  return {
    storyChanged: (slug: string, urgency: Urgency) => ask(`changed ${slug} ${urgency}`),
    refreshCard: (destination, slug) => ask(`card ${destination} ${slug}`),
    postFirstDigest: (destination, slug) => ask(`digest ${destination} ${slug} since 0`),
    scheduleDigests: ({ destination, slug, digest }, zone) =>
      ask(
        `digests ${destination} ${slug} ${digest === undefined ? 'off' : `${JSON.stringify(digest)} ${zone}`}`,
      ),
    scheduleEntry: (slug, number, at) => ask(`publish ${slug}/${number} at ${new Date(at).toISOString()}`),
    unscheduleEntry: (slug, number, at) =>
      ask(`no longer publish ${slug}/${number} at ${new Date(at).toISOString()}`),
    async tell(place, content, { about, instead } = {}) {
      if (about !== undefined && subjects.has(about)) return;
      if (about !== undefined) subjects.set(about, `told-${world.told.length}`);
      world.told.push({ place, text: plainText(content) });
      for (let one = instead; one !== undefined; one = one.instead)
        world.toldInstead.push({ place: one.place ?? 'desk', text: plainText(one.content) });
    },
    async tellDesk(content, actions = [], about) {
      const id = `notice-${world.notices.size + 1}`;
      const text = plainText(content);
      world.deskHeard.push(text);
      world.notices.set(id, { text, buttons: await keepAll(actions) });
      if (about !== undefined) subjects.set(about, id);
      return id;
    },
    async tellDeskAs(id, { content, actions, about }) {
      const text = plainText(content);
      if (!world.notices.has(id)) world.deskHeard.push(text);
      world.notices.set(id, { text, buttons: await keepAll(actions) });
      if (about !== undefined) subjects.set(about, id);
    },
    findNotice: async (about) => subjects.get(about),
    async reviseNotice(id, content, actions = []) {
      if (!world.notices.has(id)) return;
      world.notices.set(id, { text: plainText(content), buttons: await keepAll(actions) });
    },
    wake: (destination) => ask(`wake ${destination}`),
    waiting: async () => ({ ...world.waiting }),
  };
}
