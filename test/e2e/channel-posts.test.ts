import { expect, test } from 'vitest';
import { testNewsroom } from '../support/newsroom.ts';

/** A newsroom with one story that has an update, and what Telegram's chats show of the bot. */
async function newsroomWithStory() {
  const room = await testNewsroom({ isPaced: false });
  const { telegram } = room;
  await room.onTelegram('/story open title:"Harbour bridge" timezone:Asia/Kathmandu');
  await room.onTelegram('/update Bridge closed\nNobody may cross.');
  const texts = (chatId: number) =>
    telegram.messages(chatId).flatMap(({ fromBot, service, text }) => (fromBot && !service ? [text] : []));
  return {
    ...room,
    texts,
    shown: (chatId: number, words: string) =>
      telegram.waitFor(() => texts(chatId).find((text) => text.includes(words))),
    post: (chatId: number, text: string) => telegram.postInChannel({ chatId, text }),
  };
}

test('a channel that follows by a post in it shows card and digest; its administrator alone reads the answer', async () => {
  const { cast, texts, shown, post } = await newsroomWithStory();
  const { channel, chief } = cast.telegram;
  post(channel, '/subscribe harbour-bridge');
  expect(await shown(chief.id, 'Maren Alerts (channel) follows')).toMatch(
    /^About what you sent in Maren Alerts/,
  );
  await shown(channel, 'Nobody may cross.');
  await shown(channel, 'Ask for a summary');
  post(channel, '/unsubscribe');
  await shown(chief.id, 'does not follow harbour-bridge any more');
  expect(texts(channel).join()).not.toContain('follow');
});

test('where nobody can be told, the desk reads it, and without a desk the card says enough', async () => {
  const { telegram, discord, texts, shown, post, onDiscord, discordTexts } = await newsroomWithStory();
  const alone = telegram.addChannel({ title: 'Alone' }).id;
  const overseen = telegram.addChannel({ title: 'Overseen' }).id;
  post(alone, '/subscribe harbour-bridge');
  await shown(alone, 'Ask for a summary');
  post(alone, '/unsubscribe');
  await shown(alone, 'does not follow');
  expect(texts(alone).filter((text) => text.includes('follow'))).toHaveLength(1);

  await onDiscord('/desk');
  post(overseen, '/subscribe harbour-bridge');
  await discord.waitFor(() => discordTexts().some((text) => text.includes('Overseen (channel) follows')));
  await shown(overseen, 'Ask for a summary');
  expect(texts(overseen).join()).not.toContain('follow');
});
