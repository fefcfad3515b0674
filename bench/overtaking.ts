import { createMailbox } from '../src/delivery/mailbox.ts';
import { createRenderCache } from '../src/delivery/render-cache.ts';
import type { DestinationId } from '../src/domain/destination.ts';
import type { Urgency } from '../src/domain/entry.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import type { Messenger } from '../src/platforms/platform.ts';
import { createEngineRig, type EngineRig, mailboxParts } from './engine-rig.ts';
import { eachOf, onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { createNullMessenger } from './null-messenger.ts';
import type { Line } from './report.ts';
import type { Size } from './size.ts';

const concurrency = 50;
const callsPerSecond = 50;

/** How soon a flash reaches the first and the last place while many routine deliveries wait. */
export async function measureOvertaking({ crowdPlaces, crowdEntries }: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    const flash = watchSends(`${story.slug}/${crowdEntries + 1} `, crowdPlaces);
    startDiscord(rig, flash.messenger);
    const { store } = rig;
    await store.stories.open(story, 'open');
    const places = Array.from({ length: crowdPlaces }, (_, index): DestinationId => `discord:${index + 1}`);
    await eachOf(places, concurrency, (destination) =>
      store.subscriptions.put({ destination, slug: story.slug, level: 'all', since: 0 }, destination),
    );
    for (let number = 1; number <= crowdEntries; number += 1) await publish(rig, number, 'normal');
    while ((await store.outbox.storiesWaiting()).length > 0);
    const startedAt = performance.now();
    await publish(rig, crowdEntries + 1, 'flash');
    const { firstAt, lastAt } = await flash.seen;
    const allowedMs = (crowdPlaces / callsPerSecond) * 1_000;
    const waiting = `${(crowdPlaces * crowdEntries).toLocaleString('en')} routine deliveries queued`;
    return [
      { what: 'a flash reaches the first place', figure: firstAt - startedAt, unit: 'ms', beside: waiting },
      {
        what: `a flash reaches all ${crowdPlaces} places`,
        figure: lastAt - startedAt,
        unit: 'ms',
        ratio: (lastAt - startedAt) / allowedMs,
        beside: `${allowedMs} ms: what ${callsPerSecond} calls a second allow`,
      },
    ];
  });
}

interface Seen {
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A platform that accepts everything and notes when `wanted` messages of one entry have come. */
function watchSends(key: string, wanted: number) {
  const messenger = createNullMessenger('discord', renderDiscord);
  const times: number[] = [];
  let resolve: (seen: Seen) => void = () => undefined;
  const seen = new Promise<Seen>((settle) => {
    resolve = settle;
  });
  const watched: Messenger = {
    ...messenger,
    send(request) {
      if (request.idempotencyKey.includes(key)) times.push(performance.now());
      const [firstAt] = times;
      if (times.length === wanted && firstAt !== undefined) resolve({ firstAt, lastAt: performance.now() });
      return messenger.send(request);
    },
  };
  return { messenger: watched, seen };
}

function startDiscord(rig: EngineRig, messenger: Messenger): void {
  const parts = createRenderCache(messenger.render);
  const run = createMailbox({ ...mailboxParts(rig.store), messenger, parts });
  rig.start([{ platform: 'discord', concurrency, callsPerSecond, run }]);
}

async function publish({ store, queues }: EngineRig, number: number, urgency: Urgency): Promise<void> {
  await store.stories.change({ slug: story.slug, callId: `entry-${number}` }, (current) => ({
    story: { ...current.story, lastNumber: number },
    entry: { ...entryOf(number), urgency },
    events: [{ kind: 'entry', number, urgency }],
  }));
  await queues.fanOut(story.slug, urgency);
}
