import { expect, test } from 'vitest';
import { testNewsroom } from '../support/newsroom.ts';

const crossposted = 1;

test('an announcement channel publishes within its budget, and one that is none says so', async () => {
  const room = await testNewsroom({ enforceLimits: true });
  const { discord, cast } = room;
  const channelId = discord.addChannel({
    guildId: cast.discord.guildId,
    name: 'announcements',
    kind: 'announcement',
  }).id;
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  expect(await room.onDiscord('/subscribe story:harbour crosspost:yes')).toContain(
    'cannot be followed by other servers. Only Discord’s announcement channels can'.replace('’', "'"),
  );
  expect(await room.onTelegram('/subscribe harbour crosspost:yes')).toContain('announcement channels');
  const said = await room.onDiscord(`/subscribe story:harbour crosspost:yes channel:<#${channelId}>`);
  expect(said).toContain('Discord allows 10 an hour');
  const published = () => discord.messages(channelId).filter(({ flags }) => (flags & crossposted) !== 0);
  await discord.waitFor(() => published().length === 1);
  for (const number of [1, 2, 3, 4, 5, 6, 7])
    await room.onDiscord(`/update story:harbour headline:Update ${number} body:Text`);
  const shows = (headline: string) =>
    discord.messages(channelId).some(({ content }) => content.includes(`### ${headline}`));
  await discord.waitFor(() => shows('Update 7'), 30_000);
  await room.onDiscord('/update story:harbour headline:All clear body:Text urgency:flash');

  await discord.waitFor(() => published().some(({ content }) => content.includes('All clear')), 30_000);
  await discord.waitFor(() => discord.messages(channelId).length === 9, 30_000);
  expect(published()).toHaveLength(7);
  expect(published()[0]?.pinned).toBe(true);
  expect(discord.rateLimitedCount()).toBe(0);
}, 60_000);
