import { expect, test } from 'vitest';
import { followedNewsroom } from '../support/followed-newsroom.ts';

test('the log of a story is a page with buttons on either platform, and a file', async () => {
  const room = await followedNewsroom();
  const { discord, telegram, cast } = room;
  await room.onTelegram('/update Bridge closed\nNobody may cross.');
  await room.onDiscord('/hold entry:harbour-bridge/1 reason:a denial');
  const { chief, newsroom: channelId } = cast.discord;
  const use = await discord.command({ as: chief, channelId, line: '/story log' });
  expect((await use.reply(10_000)).content).toMatch(
    /1\. .+ Ada Lind put on hold harbour-bridge\/1: a denial\n/,
  );
  const pressed = await discord.pressButton({ as: chief, channelId, use, label: 'As a file' });
  const [onDiscord] = (await pressed.reply(10_000)).attachments;
  expect(onDiscord?.filename).toBe('harbour-bridge-log.jsonl');

  await room.onTelegram('/story log harbour-bridge format:file');
  const sent = await telegram.waitFor(() =>
    telegram.messages(cast.telegram.chief.id).find(({ document }) => document),
  );
  expect(sent.document?.fileName).toBe('harbour-bridge-log.jsonl');
  const texts = [onDiscord?.bytes, sent.document?.bytes].map((bytes) => Buffer.from(bytes ?? []).toString());
  expect(texts[0]).toBe(texts[1]);
  const lines = (texts[0] ?? '')
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  expect(lines.map(({ did }) => did)).toEqual(['opened the story', 'published', 'put on hold']);
});
