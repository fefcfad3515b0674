import { expect, test } from 'vitest';
import type { SandboxEntity } from '../../src/sandbox/telegram/model.ts';
import { type TestNewsroom, testNewsroom } from '../support/newsroom.ts';

/** A newsroom whose one story is followed by the channels of both platforms. */
async function followedNewsroom(): Promise<TestNewsroom> {
  const room = await testNewsroom();
  await room.onDiscord('/story open title:Harbour bridge timezone:Europe/Oslo');
  await room.onDiscord('/subscribe story:harbour-bridge');
  await room.onTelegram(`/subscribe harbour-bridge channel:${room.cast.telegram.channelName}`);
  return room;
}

/** What both channels show of an update, once they do. */
async function copies(room: TestNewsroom, headline: string): Promise<readonly [string, string]> {
  const shows = (text: string) => text.includes(headline) && text.includes('Harbour bridge #');
  return [
    await room.discord.waitFor(() => room.discordTexts().find(shows)),
    await room.telegram.waitFor(() => room.telegramTexts().find(shows)),
  ];
}

test('what is formatted in the Telegram app below the first line is formatted on both platforms', async () => {
  const room = await followedNewsroom();
  const { telegram, cast } = room;
  const text = [
    '/update Bridge closed source:"Police"',
    'Nobody may cross 👍🏽, see the map.',
    'We wait.',
    'The chief left.',
    'ls -l',
  ].join('\n');
  const over = (words: string, entity: Omit<SandboxEntity, 'offset' | 'length'>): SandboxEntity => ({
    ...entity,
    offset: text.indexOf(words),
    length: words.length,
  });
  const formatting = [
    over('Bridge', { type: 'italic' }),
    over('may cross', { type: 'bold' }),
    over('the map', { type: 'text_link', url: 'https://example.org/map' }),
    over('We wait.', { type: 'blockquote' }),
    over('ls -l', { type: 'pre', language: 'sh' }),
  ];
  telegram.say({ as: cast.telegram.chief, chatId: cast.telegram.chief.id, text, formatting });

  const [onDiscord, onTelegram] = await copies(room, 'Bridge closed');
  expect(onDiscord).toMatch(/^### Bridge closed \(/);
  expect(onDiscord.split('\n').slice(1, -1)).toEqual([
    'Nobody **may cross** 👍🏽, see [the map](<https://example.org/map>).',
    '',
    '> We wait.',
    '',
    'The chief left.',
    '',
    '```sh',
    'ls -l',
    '```',
    '',
  ]);
  expect(onTelegram).toContain('Nobody **may cross** 👍🏽, see [the map](https://example.org/map).');
  expect(onTelegram).toContain('│ We wait.\n\nThe chief left.');
});
