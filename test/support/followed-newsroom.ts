import type { BotOptions } from '../../src/sandbox/bot.ts';
import type { World } from '../../src/sandbox/world.ts';
import { hands, type NewsroomOptions, testBot, testNewsroom, testWorld } from './newsroom.ts';

/** A newsroom with one story that a channel on each platform follows; the cards are left out of what is looked at. */
export async function followedNewsroom(options: NewsroomOptions = {}) {
  const room = await testNewsroom(options);
  const { discord, telegram, cast } = room;
  await openFollowed(room, 'title:Harbour bridge timezone:Asia/Kathmandu');
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

/** A newsroom whose bot can be started again, with the story `harbour` that a channel on each platform follows. */
export async function followedStory(options: Partial<BotOptions> = {}, zone = 'Europe/Oslo') {
  const world = await testWorld();
  const bot = await testBot(world, options);
  const room = hands(world);
  await openFollowed({ ...room, cast: world.cast }, `title:Harbour timezone:${zone}`);
  return { world, ...room, ...bot };
}

/** Opens a story, and lets both channels follow it. */
async function openFollowed(
  { onDiscord, onTelegram, cast }: ReturnType<typeof hands> & Pick<World, 'cast'>,
  words: string,
): Promise<void> {
  await onDiscord(`/story open ${words}`);
  await onDiscord('/subscribe');
  await onTelegram(`/subscribe channel:${cast.telegram.channelName}`);
}

/** Whether one of the texts has these words. */
export const has = (words: string) => (texts: readonly string[]) =>
  texts.some((text) => text.includes(words));

/** Whether none of the texts has these words. */
export const lacks = (words: string) => (texts: readonly string[]) => !has(words)(texts);
