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

/** The last Sunday of a month of next year, on which clocks in Oslo leap (month 3) or go back (month 10). */
function leapDay(month: 3 | 10): string {
  const last = new Date(Date.UTC(new Date().getUTCFullYear() + 1, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

test('a time that the clock skips or repeats is asked about on both platforms, and a press answers', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  const { chief } = cast.telegram;
  const text = `/update Bridge opens at:"${leapDay(3)} 02:30"\nCars first.`;
  const { messageId } = telegram.say({ as: chief, chatId: chief.id, text });
  const answered = (to: number) =>
    telegram.waitFor(() => telegram.messages(chief.id).find(({ replyToId }) => replyToId === to));
  const asked = await answered(messageId);
  expect(asked.text).toMatch(
    /^The clock skips .+ in Oslo time\. Write at:\S+T01:30\+01:00 .+ or at:\S+T03:30/,
  );
  const [before, after] = asked.buttons.flat().map(({ text: label }) => label);
  expect([before, after]).toEqual([
    expect.stringMatching(/^1:30 a\.m\. Oslo time March \d+/),
    expect.stringMatching(/^3:30 a\.m\. Oslo time March \d+/),
  ]);
  await telegram.press({ as: chief, chatId: chief.id, messageId: asked.id, label: after ?? '' });
  expect((await answered(asked.id)).text).toMatch(/^Scheduled harbour-bridge\/1 for 3:30 a\.m\. Oslo time/);

  const use = await discord.command({
    as: cast.discord.chief,
    channelId: cast.discord.channel,
    line: `/update headline:Bridge shuts body:Cars last. at:${leapDay(10)} 02:30`,
  });
  const question = await use.reply(10_000);
  expect(question.content).toMatch(/can mean 2 moments\. Write at\S+T02:30\+02:00 .+ or at\S+T02:30\+01:00/);
  const pressed = await discord.pressButton({
    as: cast.discord.chief,
    channelId: cast.discord.channel,
    messageId: question.id,
    label: question.buttons.map(({ label }) => label).find((label) => label?.endsWith('second time')) ?? '',
  });
  expect((await pressed.reply(10_000)).content).toMatch(/^Scheduled harbour-bridge\/2 for 2:30 a\.m\./);
});
