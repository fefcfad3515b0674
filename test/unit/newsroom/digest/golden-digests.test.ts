import { beforeAll, describe, expect, it } from 'vitest';
import type { DigestPage } from '../../../../src/domain/compose/compose-digest.ts';
import type { DigestFormat } from '../../../../src/domain/digest.ts';
import { revise } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { RawInput } from '../../../../src/newsroom/command/call.ts';
import { discordCommands } from '../../../../src/platforms/discord/registration.ts';
import { renderDiscord } from '../../../../src/platforms/discord/render.ts';
import { renderTelegram } from '../../../../src/platforms/telegram/render.ts';
import { type DemoStep, demoStory } from '../../../../src/sandbox/demo.ts';
import { readCommand } from '../../../../src/sandbox/discord/command-line.ts';
import type { Json } from '../../../../src/sandbox/discord/protocol.ts';
import { type Chat, createChat } from '../../../support/fake-newsroom-chat.ts';

const slug = 'alva-river-flood';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Wednesday, Feb. 25, 2026, 1:09 p.m. in Auckland. */
const opened = Date.parse('2026-02-25T13:09:00+13:00');

/** Types one step of the demo, as its platform would hand it in. */
async function type(chat: Chat, { platform, line, form }: DemoStep): Promise<void> {
  if (platform === 'telegram') {
    // The picture itself is not at hand.
    await chat.say('chief', line.replace(/ credit:"[^"]*"/, ''));
    return;
  }
  const registered = discordCommands(chat.dispatcher.commands) as unknown as readonly Json[]; // plain JSON
  const find = (name: string) => registered.find((command) => command['name'] === name);
  const { command, subcommand, options } = readCommand(find, { line });
  const path = [command['name'], subcommand].filter(Boolean).join(' ');
  await chat.run('chief', path, { ...(options as RawInput), ...(form !== undefined && { body: form }) });
}

/** The demo's story with so much time between two of its updates; nobody follows it. */
async function playedWith(gapMs: number): Promise<Chat> {
  const chat = await createChat();
  chat.world.now = opened;
  const story = demoStory('Pacific/Auckland');
  for (const step of story.steps.filter(({ line }) => !line.startsWith('/subscribe'))) {
    await type(chat, step);
    chat.world.now += gapMs;
  }
  await type(chat, story.edit);
  return chat;
}

interface Wanted {
  readonly since?: number;
  readonly format?: DigestFormat;
}

/** A digest as it stands now: all its pages. */
async function pages(chat: Chat, { since, format = 'full' }: Wanted = {}): Promise<readonly DigestPage[]> {
  const window = { now: chat.world.now, ...(since !== undefined && { since }) };
  const request = { slug, zone: 'Pacific/Auckland', language: 'en', window, format } as const;
  const read: DigestPage[] = [];
  for (let from: number | undefined, isOn = true; isOn; isOn = from !== undefined) {
    const found = await chat.room.digests.page({ ...request, ...(from !== undefined && { from }) });
    if (found === undefined) throw new Error('There is no such story');
    read.push(found.page);
    from = found.page.next;
  }
  return read;
}

const told = (read: readonly DigestPage[]) =>
  read.map(({ content }) => `${plainText(content)}\n`).join('\n----- More -----\n\n');

describe('digests of the demo’s story', () => {
  let day: Chat;
  beforeAll(async () => {
    day = await playedWith(17 * minuteMs);
  });

  it.each(['brief', 'full'] as const)('%s', async (format) => {
    await expect(told(await pages(day, { format }))).toMatchFileSnapshot(`golden/digest-${format}.txt`);
  });

  it('since', async () => {
    const since = day.world.now - hourMs;
    await expect(told(await pages(day, { since }))).toMatchFileSnapshot('golden/digest-since.txt');
  });

  it('after a correction', async () => {
    const chat = await playedWith(17 * minuteMs);
    const by = { id: 'telegram:2', name: 'Eva' } as const;
    chat.world.now += 20 * minuteMs;
    const correction = {
      wrong: 'the dam lets out 240 cubic meters of water a second',
      right: 'It lets out 420 cubic meters of water a second',
    };
    await chat.room.stories.change({ slug, entry: 3, callId: 'correct' }, ({ story, entry }) => {
      const at = chat.world.now;
      const text = entry?.revisions[0].text ?? { headline: '', body: '' };
      const corrected = entry && revise(entry, { signal: 'correction', text, by, at, correction });
      return { story, events: [], ...(corrected && { entry: corrected }) };
    });
    const since = chat.world.now - hourMs;
    await expect(told(await pages(chat, { since }))).toMatchFileSnapshot('golden/digest-correction.txt');
  });

  it('across midnight', async () => {
    const chat = await playedWith(3 * hourMs);
    await expect(told(await pages(chat))).toMatchFileSnapshot('golden/digest-midnight.txt');
  });

  it('closed', async () => {
    const chat = await playedWith(17 * minuteMs);
    await chat.say('chief', `/story close ${slug}`);
    await expect(told(await pages(chat))).toMatchFileSnapshot('golden/digest-closed.txt');
  });

  it.each(['brief', 'full'] as const)('has one message to a page on either platform, %s', async (format) => {
    const read = await pages(day, { format });
    const counts = read.flatMap(({ content }) => [
      renderDiscord(content).length,
      renderTelegram(content).length,
    ]);
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('tells every entry once over all its pages', async () => {
    const all = told(await pages(day));
    for (const headline of demoStory('Pacific/Auckland').headlines)
      expect(all.split(`\n${headline} (`)).toHaveLength(2);
  });
});
