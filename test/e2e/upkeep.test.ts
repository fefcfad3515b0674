import { onTestFinished, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { hands, testDataDir, testWorld } from '../support/newsroom.ts';

test('a story that falls silent says so on its cards, and the desks are asked whether to close it', async () => {
  const world = await testWorld();
  const { discord, telegram, cast } = world;
  const options = {
    dataDir: await testDataDir(),
    log: createLogger({ level: 'error', secrets: [] }),
    upkeep: { silenceMs: 1_500, askCloseMs: 4_000, keyEntries: 2, keyMs: 0 },
  };
  let app = await startBot(world, options);
  onTestFinished(() => app.stop());
  const { onDiscord, onTelegram, discordTexts, telegramTexts } = hands(world);
  const { chief, desk: channelId } = cast.discord;
  await onDiscord('/story open title:Harbour timezone:Asia/Kathmandu');
  await onDiscord('/subscribe');
  await onTelegram(`/subscribe channel:${cast.telegram.channelName}`);
  await (await discord.command({ as: chief, channelId, line: '/desk' })).reply();
  await onTelegram('/desk');
  const onDiscordDesk = (words: RegExp) =>
    discord.waitFor(() => discord.messages(channelId).find(({ content }) => words.test(content)), 10_000);
  const onTelegramDesk = (words: RegExp) =>
    telegram.waitFor(
      () => telegram.messages(cast.telegram.chief.id).find(({ text }) => words.test(text)),
      10_000,
    );

  await onDiscord('/update headline:Bridge closed body:Nobody may cross. key:Bridge closed');
  await onTelegram('/update Ferries run');
  await onTelegram('/update Ferries are full');
  // Stories are looked after twice a minute, and at every start.
  await app.stop();
  app = await startBot(world, options);
  await onDiscordDesk(/key developments/i);
  await onTelegramDesk(/key developments/i);

  const silence = /No new updates since .+; the desk is watching\./;
  await discord.waitFor(() => discordTexts().find((text) => silence.test(text)));
  await telegram.waitFor(() => telegramTexts().find((text) => silence.test(text)));

  const asked = await onDiscordDesk(/Close it\?/);
  await onTelegramDesk(/Close it\?/);
  const customId = asked.buttons.find(({ label }) => label === 'Close it')?.customId ?? '';
  await discord.pressButton({ as: chief, channelId, messageId: asked.id, customId });
  await onDiscordDesk(/closed Harbour \(harbour\)/);
  await onTelegramDesk(/closed Harbour \(harbour\)/);
  const isLast = (text: string) => text.includes('CLOSED') && text.includes('Nobody may cross.');
  await discord.waitFor(() => discordTexts().some(isLast));
  await telegram.waitFor(() => telegramTexts().some(isLast));
});
