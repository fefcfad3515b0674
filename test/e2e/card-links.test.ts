import { expect, test } from 'vitest';
import { testNewsroom } from '../support/newsroom.ts';

test('each bullet of a card leads to its entry in that channel, and nowhere where the channel has none', async () => {
  const room = await testNewsroom();
  const { discord, telegram, cast } = room;
  const { channel, newsroom, chief, guildId } = cast.discord;
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  await room.onDiscord('/subscribe story:harbour-bridge');
  await room.onTelegram(`/subscribe harbour-bridge channel:${cast.telegram.channelName}`);
  await room.onDiscord('/update headline:Bridge closed body:Nobody may cross. key:Bridge is closed');

  const entry = await discord.waitFor(() =>
    discord.messages(channel).find(({ content }) => content.includes('Nobody may cross')),
  );
  const address = `https://discord.com/channels/${guildId}/${channel}/${entry.id}`;
  await discord.waitFor(() => discord.pins(channel)[0]?.content.includes(`[Bridge is closed](<${address}>)`));

  const copy = await telegram.waitFor(() =>
    telegram.messages(cast.telegram.channel).find(({ text }) => text.includes('Nobody may cross')),
  );
  const link = { type: 'text_link', url: `https://t.me/maren_alerts/${copy.id}` };
  const card = await telegram.waitFor(() =>
    telegram.pins(cast.telegram.channel).find(({ entities }) => entities.some(({ url }) => url === link.url)),
  );
  const [bullet] = card.entities.filter(({ type }) => type === 'text_link');
  expect(bullet).toMatchObject(link);
  expect(card.text.slice(bullet?.offset, (bullet?.offset ?? 0) + (bullet?.length ?? 0))).toBe(
    'Bridge is closed',
  );

  const use = await discord.command({
    as: chief,
    channelId: newsroom,
    line: '/subscribe story:harbour-bridge',
  });
  await use.reply(10_000);
  const late = await discord.waitFor(() => discord.pins(newsroom)[0]);
  expect(late.content).toContain('- Bridge is closed (');
  expect(late.content).not.toContain('Bridge is closed](');
});
