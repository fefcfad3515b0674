import { expect, test } from 'vitest';
import { testNewsroom } from '../support/newsroom.ts';

test('an update from either platform shows on both, in the time zone of the story', async () => {
  const room = await testNewsroom();
  console.log(await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu lead:The bridge is closed.'));
  console.log(await room.onDiscord('/subscribe story:harbour-bridge'));
  console.log(await room.onTelegram(`/subscribe story:harbour-bridge channel:${room.cast.telegram.channelName}`));
  console.log(await room.onDiscord('/update story:harbour-bridge headline:Bridge closed body:The harbour bridge is **closed**. source:Harbour office'));
  console.log(await room.onTelegram('/update harbour-bridge Ferries take over source:"Ferry line"\nFerries leave every ten minutes.'));
  await room.discord.waitFor(() => room.discordTexts().filter((t) => t.startsWith('###')).length === 2);
  await room.telegram.waitFor(() => room.telegramTexts().filter((t) => t.includes('Source:')).length === 2);
  console.log(await room.onDiscord('/edit entry:harbour-bridge/1 body:The harbour bridge is open.'));
  await room.discord.waitFor(() => room.discordTexts().some((t) => t.includes('is open')));
  await room.telegram.waitFor(() => room.telegramTexts().some((t) => t.includes('is open')));
  console.log(room.discordTexts().join('\n-----\n'));
  console.log('=========');
  console.log(room.telegramTexts().join('\n-----\n'));
  console.log(await room.onDiscord('/digest'));
  console.log(await room.onTelegram('/digest'));
  console.log(await room.onTelegram('/help'));
  console.log(await room.onDiscord('/help command:update'));
  expect(1).toBe(1);
});
