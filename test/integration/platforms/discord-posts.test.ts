import { expect, onTestFinished, test } from 'vitest';
import type { PostButton } from '../../../src/domain/post-button.ts';
import { createLogger } from '../../../src/logger.ts';
import { createDiscordMessenger } from '../../../src/platforms/discord/messenger.ts';
import type { LoadMedia, Part, SendRequest } from '../../../src/platforms/platform.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

const link: PostButton = { kind: 'link', label: 'Full story', url: 'https://example.org/lindhavn' };
const digest: PostButton = { kind: 'digest', label: 'Digest', slug: 'lindhavn-ferries' };
const follow: PostButton = { kind: 'follow', label: 'Follow', slug: 'lindhavn-ferries' };

async function openChannel(loadMedia: LoadMedia = async () => undefined) {
  const sandbox = await startDiscordSandbox();
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const { id } = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  const messenger = createDiscordMessenger({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    now: Date.now,
    loadMedia,
    log: createLogger({ level: 'error', secrets: [], destination: { write: () => undefined } }),
  });
  onTestFinished(() => messenger.close());
  const destination = `discord:${id}` as const;
  const requestOf = (part: Part): SendRequest => ({
    destination,
    part,
    idempotencyKey: part.fingerprint,
    silent: true,
  });
  return { sandbox, id, destination, messenger, requestOf };
}

function partOf(text: string, more: Partial<Part> = {}): Part {
  return { fingerprint: text, text, entities: [], ...more };
}

test('the buttons of a post stand in one row, change with an edit, and go with one', async () => {
  const { sandbox, id, destination, messenger, requestOf } = await openChannel();
  await messenger.send(requestOf(partOf('one', { buttons: [link, digest, follow] })));
  const shown: unknown[] = [];
  const look = () => shown.push(sandbox.messages(id)[0]?.components);
  look();
  const messageId = sandbox.messages(id)[0]?.id ?? '';
  for (const part of [partOf('two', { buttons: [digest] }), partOf('three')]) {
    await messenger.edit({ destination, messageId, part });
    look();
  }

  const story = { type: 2, style: 5, label: 'Full story', url: 'https://example.org/lindhavn' };
  const summary = { type: 2, style: 2, label: 'Digest', custom_id: 'b:p:digest:lindhavn-ferries' };
  expect(shown).toEqual([
    [{ type: 1, components: [story, summary] }],
    [{ type: 1, components: [summary] }],
    [],
  ]);
});

test('a button that runs a kept command carries its token', async () => {
  const { sandbox, id, messenger, requestOf } = await openChannel();
  const decide: PostButton = { kind: 'action', label: 'It arrived', token: 'token-1' };
  await messenger.send(requestOf(partOf('one', { buttons: [decide] })));

  expect(sandbox.messages(id)[0]?.components).toEqual([
    { type: 1, components: [{ type: 2, style: 2, label: 'It arrived', custom_id: 'b:token-1' }] },
  ]);
});

test('an address that Discord takes for too long for a button is left out', async () => {
  const { sandbox, id, messenger, requestOf } = await openChannel();
  const long: PostButton = { ...link, url: `https://example.org/${'x'.repeat(500)}` };
  await messenger.send(requestOf(partOf('one', { buttons: [long, digest] })));
  await messenger.send(requestOf(partOf('two', { buttons: [long] })));

  expect(sandbox.messages(id).map(({ components }) => JSON.stringify(components).includes('Full'))).toEqual([
    false,
    false,
  ]);
});

test('a message waits while its picture cannot be read', async () => {
  const { sandbox, messenger, requestOf } = await openChannel(() => Promise.reject(new Error('away')));
  const picture = { mediaId: 'm1', mimeType: 'image/png' };

  expect((await messenger.send(requestOf(partOf('Dawn', { picture })))).kind).toBe('retry-later');
  expect(sandbox.requests()).toEqual([]);
});

test('a message whose picture is not kept any more says so', async () => {
  const { messenger, requestOf } = await openChannel();
  const picture = { mediaId: 'lost', mimeType: 'image/png' };

  expect(await messenger.send(requestOf(partOf('Dawn', { picture })))).toEqual({
    kind: 'delivered',
    messageId: expect.any(String) as string,
    withoutPicture: 'it is not kept any more',
  });
});
