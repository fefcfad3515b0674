import { expect, test } from 'vitest';
import { composeDigest } from '../../../../src/domain/compose/compose-digest.ts';
import { createDigests, type DigestRequest } from '../../../../src/newsroom/digest/digests.ts';
import { renderDiscord } from '../../../../src/platforms/discord/render.ts';
import type { Render } from '../../../../src/platforms/platform.ts';
import { renderOnce } from '../../../../src/platforms/render-once.ts';
import { renderTelegram } from '../../../../src/platforms/telegram/render.ts';
import { type Chat, createChatWithStory } from '../../../support/fake-newsroom-chat.ts';

/** A chat with an entry, its digests, and how often one was composed. */
async function countedDigests() {
  const chat = await createChatWithStory();
  await chat.say('editor', '/update Pilots walk out');
  const made: string[] = [];
  const digests = createDigests({
    stories: chat.room.stories,
    compose(view) {
      made.push(view.format);
      return composeDigest(view);
    },
  });
  return { chat, digests, made };
}

function request(chat: Chat, changes: Partial<DigestRequest> = {}): DigestRequest {
  const window = { now: chat.world.now };
  return {
    slug: 'lindhavn-ferries',
    zone: 'Europe/Oslo',
    window,
    format: 'full',
    language: 'en',
    ...changes,
  };
}

function counting(render: Render) {
  const times = { rendered: 0 };
  const counted: Render = (content, options) => {
    times.rendered += 1;
    return render(content, options);
  };
  return { render: renderOnce(counted), times };
}

test('a thousand who ask at the same time cost one composition, and one rendering on each platform', async () => {
  const { chat, digests, made } = await countedDigests();
  const ends = [counting(renderDiscord), counting(renderTelegram)];
  const found = await Promise.all(Array.from({ length: 1_000 }, () => digests.page(request(chat))));
  const parts = found.flatMap((one) => ends.map(({ render }) => render(one?.page.content ?? [])));
  expect(parts.filter(([part]) => part?.text.includes('Pilots walk out'))).toHaveLength(2_000);
  expect(made).toEqual(['full']);
  expect(ends.map(({ times }) => times.rendered)).toEqual([1, 1]);
});

test('another revision, window, language, format or day is another digest', async () => {
  const { chat, digests, made } = await countedDigests();
  const now = chat.world.now;
  const others: readonly Partial<DigestRequest>[] = [
    {},
    { language: 'pl' },
    { format: 'brief' },
    { window: { now, since: now - 3_600_000 } },
    { window: { now: now + 24 * 3_600_000 } },
    { level: 'digest' },
    { from: 1 },
  ];
  for (const changes of [...others, ...others]) await digests.page(request(chat, changes));
  expect(made).toHaveLength(others.length);
  await chat.say('editor', '/edit lindhavn-ferries/1 headline:"Pilots walk off"');
  await digests.page(request(chat));
  expect(made).toHaveLength(others.length + 1);
});

test('a failure reaches those who asked, and the next one asks again', async () => {
  const { chat } = await countedDigests();
  let failures = 1;
  const digests = createDigests({
    stories: chat.room.stories,
    compose(view) {
      if (failures-- > 0) throw new Error('no');
      return composeDigest(view);
    },
  });
  const asked = await Promise.allSettled([digests.page(request(chat)), digests.page(request(chat))]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await digests.page(request(chat)))?.page.content).not.toEqual([]);
});

test('there is no digest of no story, and the oldest pages are forgotten', async () => {
  const { chat, made } = await countedDigests();
  const digests = createDigests({
    stories: chat.room.stories,
    size: 1,
    compose(view) {
      made.push(view.format);
      return composeDigest(view);
    },
  });
  expect(await digests.page(request(chat, { slug: 'nowhere' }))).toBeUndefined();
  for (const format of ['full', 'brief', 'full'] as const) await digests.page(request(chat, { format }));
  expect(made).toEqual(['full', 'brief', 'full']);
});
