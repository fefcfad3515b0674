import { expect, onTestFinished, test } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { createLogger } from '../../../src/logger.ts';
import { createDiscordMessenger } from '../../../src/platforms/discord/messenger.ts';
import type { SentSearch } from '../../../src/platforms/platform.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts';

const startedAt = Date.parse('2026-02-26T12:00:00Z');
const minuteMs = 60_000;
const text = 'Ferries will not sail';

/** A channel, and a messenger whose clock and Discord's stand still until they are moved. */
async function openChannel() {
  let at = startedAt;
  const now = () => at;
  const sandbox = await startDiscordSandbox({ now });
  onTestFinished(() => sandbox.close());
  const guild = sandbox.addGuild('Coast Guild');
  const channel = sandbox.addChannel({ guildId: guild.id, name: 'news' });
  const messenger = createDiscordMessenger({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    timeoutMs: 500,
    now,
    loadMedia: async () => undefined,
    log: createLogger({ level: 'silent', secrets: [] }),
  });
  onTestFinished(() => messenger.close());
  const destination: DestinationId = `discord:${channel.id}`;
  const requestOf = (content: string, idempotencyKey = content) => ({
    destination,
    part: { fingerprint: content, text: content, entities: [] },
    idempotencyKey,
    silent: false,
  });
  return {
    sandbox,
    channel,
    guild,
    messenger,
    requestOf,
    later: (ms: number) => {
      at += ms;
    },
    async find(search: Partial<SentSearch> = {}): Promise<Outcome> {
      const wanted = { request: requestOf(text), since: startedAt, mayDiffer: false, ...search };
      return (await messenger.findSent?.(wanted)) ?? { kind: 'unchanged' };
    },
  };
}

test.each(['reset-after', 'hang'] as const)(
  'a send whose answer was lost (%s) is found when its key is forgotten, and is not made again',
  async (kind) => {
    const { sandbox, channel, messenger, requestOf, later, find } = await openChannel();
    const hang = kind === 'hang' ? { kind, afterApplying: true } : { kind };
    const lift = sandbox.faults.add({ ...hang, method: 'POST', route: `/channels/${channel.id}/messages` });
    expect((await messenger.send(requestOf(text))).kind).toBe('retry-later');
    lift();
    later(10 * minuteMs);
    const [sent] = sandbox.messages(channel.id);

    expect(await find()).toEqual({ kind: 'delivered', messageId: sent?.id });
    expect(sandbox.messages(channel.id)).toHaveLength(1);
  },
);

test('a send that never arrived is recognised', async () => {
  const { sandbox, channel, messenger, requestOf, later, find } = await openChannel();
  await messenger.send(requestOf('An older message'));
  later(minuteMs);
  sandbox.faults.add({ kind: 'reset-before', method: 'POST', route: `/channels/${channel.id}/messages` });
  expect((await messenger.send(requestOf(text))).kind).toBe('retry-later');
  later(10 * minuteMs);

  expect(await find({ since: startedAt + 2 * minuteMs })).toEqual({ kind: 'message-gone' });
});

test('what others wrote, and what the bot wrote long before, is not taken for it', async () => {
  const { sandbox, channel, messenger, requestOf, later, find } = await openChannel();
  await messenger.send(requestOf(text));
  later(10 * minuteMs);
  const reader = sandbox.addPerson({ name: 'Mari' });
  sandbox.say({ as: reader, channelId: channel.id, content: text });

  expect(await find({ since: startedAt + 10 * minuteMs })).toEqual({ kind: 'message-gone' });
});

test('where an earlier try may have had another text, a message of the bot leaves it open', async () => {
  const { messenger, requestOf, later, find } = await openChannel();
  await messenger.send(requestOf('Ferries may sail'));
  later(10 * minuteMs);

  expect((await find({ mayDiffer: true })).kind).toBe('unknown');
  expect((await find({ mayDiffer: false })).kind).toBe('message-gone');
});

test('a hundred newer messages, or an empty history, leave it open', async () => {
  const { sandbox, channel, messenger, requestOf, later, find } = await openChannel();
  expect((await find()).kind).toBe('unknown');
  await messenger.send(requestOf(text));
  later(minuteMs);
  const reader = sandbox.addPerson({ name: 'Mari' });
  for (let count = 0; count < 100; count += 1)
    sandbox.say({ as: reader, channelId: channel.id, content: `Question ${count}` });

  expect((await find()).kind).toBe('unknown');
});

test('a channel that is gone meanwhile is recognised', async () => {
  const { sandbox, channel, find } = await openChannel();
  sandbox.removeChannel(channel.id);

  expect((await find()).kind).toBe('destination-gone');
});
