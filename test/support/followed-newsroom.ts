import type { WorldOptions } from '../../src/sandbox/stage.ts';
import { testNewsroom } from './newsroom.ts';

/** A newsroom with one story that a channel on each platform follows; the cards are left out of what is looked at. */
export async function followedNewsroom(options: WorldOptions = {}) {
  const room = await testNewsroom(options);
  const { discord, telegram, cast } = room;
  await room.onDiscord('/story open title:Harbour bridge timezone:Asia/Kathmandu');
  await room.onDiscord('/subscribe');
  await room.onTelegram(`/subscribe channel:${cast.telegram.channelName}`);
  const isCard = (text: string) => text.includes('Ask for a summary');
  const onDiscord = () => discord.messages(cast.discord.channel).filter(({ content }) => !isCard(content));
  const onTelegram = () =>
    telegram.messages(cast.telegram.channel).filter(({ text, service }) => !service && !isCard(text));
  const texts = () =>
    [onDiscord().map(({ content }) => content), onTelegram().map(({ text }) => text)] as const;
  return {
    ...room,
    posts: { onDiscord, onTelegram },
    /** What the channel on Discord shows, and what that on Telegram does. */
    texts,
    /** Resolves when both channels show texts that are as wanted. */
    async shown(isWanted: (texts: readonly string[]) => boolean) {
      await discord.waitFor(() => isWanted(texts()[0]));
      await telegram.waitFor(() => isWanted(texts()[1]));
    },
  };
}

/** Whether one of the texts has these words. */
export const has = (words: string) => (texts: readonly string[]) =>
  texts.some((text) => text.includes(words));

/** Whether none of the texts has these words. */
export const lacks = (words: string) => (texts: readonly string[]) => !has(words)(texts);
