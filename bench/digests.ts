import { allCommands, pressedCommands } from '../commands/index.ts';
import { createWire } from '../src/delivery/wire.ts';
import { composeDigest } from '../src/domain/compose/compose-digest.ts';
import type { PersonId, PlatformName } from '../src/domain/person.ts';
import { createDigests } from '../src/newsroom/digest/digests.ts';
import { createDispatcher } from '../src/newsroom/dispatch/dispatch.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import type { Render } from '../src/platforms/platform.ts';
import { renderOnce } from '../src/platforms/render-once.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import { createEngineRig, type EngineRig } from './engine-rig.ts';
import { log, onGround } from './ground.ts';
import { entryOf, story } from './material.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { percentile, perSecond } from './statistics.ts';

const entries = 40;

/** What many readers who ask for the same digest at the same moment cost, from the command to the rendered answer. */
export async function measureDigests({ askers }: Size): Promise<readonly Line[]> {
  return onGround(async (onRelease) => {
    const rig = await createEngineRig(onRelease);
    await publishAll(rig);
    const count = { composed: 0, discord: 0, telegram: 0 };
    const dispatcher = createDispatcherOn(rig, () => (count.composed += 1));
    const ends = {
      discord: renderOnce(counted(renderDiscord, () => (count.discord += 1))),
      telegram: renderOnce(counted(renderTelegram, () => (count.telegram += 1))),
    };
    const ask = async (platform: PlatformName, reader: number): Promise<number> => {
      const startedAt = performance.now();
      const reply = await dispatcher.execute(
        { path: ['digest'], input: {} },
        callBy(`${platform}:${reader}`),
      );
      if (ends[platform](reply.content).length !== 1) throw new Error('A digest was no single message');
      return performance.now() - startedAt;
    };
    const startedAt = performance.now();
    const tookMs = await Promise.all(
      Array.from({ length: askers }, (_, reader) => ask(reader % 2 === 0 ? 'discord' : 'telegram', reader)),
    );
    const wholeMs = performance.now() - startedAt;
    const slowest = `${shortNumber(percentile(tookMs, 0.99))} ms for the 99th of 100, all at once`;
    return [
      {
        what: `the same /digest for ${askers} readers`,
        figure: perSecond(askers, wholeMs),
        unit: '/s',
        beside: slowest,
      },
      {
        what: 'compositions of it',
        figure: count.composed,
        unit: '',
        mustBe: 1,
        beside: `${entries} entries`,
      },
      { what: 'renderings of it, Discord', figure: count.discord, unit: '', mustBe: 1, beside: 'one' },
      { what: 'renderings of it, Telegram', figure: count.telegram, unit: '', mustBe: 1, beside: 'one' },
    ];
  });
}

async function publishAll({ store }: EngineRig): Promise<void> {
  await store.stories.open(story, 'open');
  for (let number = 1; number <= entries; number += 1) {
    await store.stories.change({ slug: story.slug, callId: `entry-${number}` }, (current) => ({
      story: { ...current.story, lastNumber: number },
      entry: entryOf(number),
      events: [],
    }));
  }
}

function createDispatcherOn({ store, queues }: EngineRig, onCompose: () => void) {
  const digests = createDigests({
    stories: store.stories,
    compose(view) {
      onCompose();
      return composeDigest(view);
    },
  });
  const room: Newsroom = {
    ...store,
    digests,
    wire: createWire({ ...store, queues, newId: () => 'unused', now: Date.now }),
    preview: () => [],
    settings: { previewFor: 'nobody', undoMs: 0 },
    chiefs: new Set(),
    now: Date.now,
  };
  return createDispatcher({ commands: allCommands(room), pressed: pressedCommands(room), room, log });
}

function counted(render: Render, onRender: () => void): Render {
  return (content, options) => {
    onRender();
    return render(content, options);
  };
}

function callBy(id: PersonId) {
  return {
    id: `bench:${id}`,
    by: { id, name: 'A reader' },
    place: { destination: id, name: 'A reader', kind: 'private' },
    privatePlace: async () => undefined,
    mayManage: async () => true,
    findPlace: async () => undefined,
    findPerson: async () => undefined,
    fetchImage: async () => new Uint8Array(),
    openThread: async () => ({ why: 'there are none here' }),
  } as const;
}
