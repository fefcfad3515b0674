import { expect, test } from 'vitest';
import { listenTo } from '../../support/web/event-reader.ts';
import { publicNewsroom } from '../../support/web/public-newsroom.ts';

test('what an editor types is on the page, and those who listen hear of it', async () => {
  const { address, onDiscord } = await publicNewsroom();
  await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');

  const page = `${address}/s/maren-flood`;
  expect(await (await fetch(page)).text()).toContain('No updates yet.');
  const reader = await listenTo(`${page}/events`);
  await reader.until('data: 1\n\n');
  await onDiscord('/update story:maren-flood headline:Spillway opened body:Water has been let *through*.');
  await reader.until('data: 2\n\n');
  const shown = await (await fetch(page)).text();
  expect(shown).toContain('<h3 id="h1" dir="auto">Spillway opened</h3>');
  expect(shown).toContain('Water has been let <em>through</em>.');
});

test('posts on both platforms lead to the page of their entry, and the card to that of the story', async () => {
  const { world, onDiscord, onTelegram } = await publicNewsroom();
  const { discord, telegram, cast } = world;
  await onDiscord('/story open title:Maren flood timezone:Pacific/Auckland');
  await onDiscord('/subscribe story:maren-flood');
  await onTelegram(`/subscribe maren-flood channel:${cast.telegram.channelName}`);
  await onDiscord('/update story:maren-flood headline:Spillway opened body:Water is let through.');
  const page = 'https://news.example/s/maren-flood/1';
  const onDiscordNow = await discord.waitFor(() =>
    discord.messages(cast.discord.channel).find(({ content }) => content.includes('Spillway opened (')),
  );
  expect(onDiscordNow.content).toContain(`-# [Maren flood #1](<${page}>)`);
  const onTelegramNow = await telegram.waitFor(() =>
    telegram.messages(cast.telegram.channel).find(({ text }) => text.startsWith('Spillway opened (')),
  );
  expect(onTelegramNow.entities).toContainEqual(expect.objectContaining({ type: 'text_link', url: page }));
  const card = discord.messages(cast.discord.channel).find(({ content }) => content.includes('LIVE'));
  expect(JSON.stringify(card?.components)).toContain('"https://news.example/s/maren-flood"');
  expect(await onDiscord('/digest story:maren-flood')).toContain('https://news.example/s/maren-flood');
});
