import type { OnRelease } from '../src/releasers.ts';
import { startBot } from '../src/sandbox/bot.ts';
import { openWorld, type World } from '../src/sandbox/world.ts';
import { eachOf, log, temporaryDataDir } from './ground.ts';
import { story, textOf } from './material.ts';

const patienceMs = 30_000;

/** The whole bot against both stand-ins, a story, and people who write. */
export interface NewsroomRig {
  readonly world: World;
  /** Adds channels to both stand-ins and subscribes them by commands. Returns their addresses. */
  addPlaces(count: number): Promise<Places>;
  /** Sends the `number`th update as a command on Discord; resolves when the editor has the answer. */
  updateOnDiscord(number: number): Promise<void>;
  /** The same on Telegram. */
  updateOnTelegram(number: number): Promise<void>;
}

/** The channels that follow the story. */
export interface Places {
  readonly discord: readonly string[];
  readonly telegram: readonly number[];
}

/**
 * Starts the newsroom and opens the story. `isPaced` as the bot takes it: whether it keeps to the platforms' limits.
 */
export async function createNewsroomRig(
  onRelease: OnRelease,
  { isPaced }: { readonly isPaced: boolean },
): Promise<NewsroomRig> {
  const world = await openWorld();
  onRelease(() => world.close());
  const dataDir = await temporaryDataDir(onRelease);
  const app = await startBot(world, { dataDir, log, isPaced });
  onRelease(() => app.stop());
  const { onDiscord, onTelegram } = createHands(world);
  const { newsroom } = world.cast.discord;
  await onDiscord(`/story open title:${story.headline} timezone:${story.zone} lead:${story.lead}`, newsroom);
  return {
    world,
    async addPlaces(count) {
      const places = makePlaces(world, count);
      await eachOf(places.discord, 5, (id) => onDiscord(`/subscribe story:${story.slug}`, id));
      await eachOf(places.telegram, 5, (id) => onTelegram(`/subscribe ${story.slug} channel:${id}`));
      return places;
    },
    updateOnDiscord(number) {
      const { headline, body, source } = textOf(number);
      const line = `/update story:${story.slug} headline:${headline} source:${source} body:${body}`;
      return onDiscord(line, newsroom);
    },
    updateOnTelegram(number) {
      const { headline, body, source } = textOf(number);
      return onTelegram(`/update ${story.slug} ${headline} source:"${source}"\n${body}`);
    },
  };
}

function createHands({ discord, telegram, cast }: World) {
  return {
    async onDiscord(line: string, channelId: string): Promise<void> {
      const use = await discord.command({ as: cast.discord.chief, channelId, line });
      demandDone(line, (await use.reply(patienceMs)).content);
    },
    async onTelegram(text: string): Promise<void> {
      const { chief } = cast.telegram;
      const { messageId } = telegram.say({ as: chief, chatId: chief.id, text });
      const isReply = (replyToId: number | undefined) => replyToId === messageId;
      const reply = await telegram.waitFor(
        () =>
          telegram.messages(chief.id).findLast((message) => message.fromBot && isReply(message.replyToId)),
        patienceMs,
      );
      demandDone(text, reply.text);
    },
  };
}

/** A refusal would be measured as a very fast success. */
function demandDone(command: string, answer: string): void {
  if (/^(Opened|Published|.+ follows )/.test(answer)) return;
  throw new Error(`“${command}” was answered with “${answer}”`);
}

function makePlaces({ discord, telegram, cast }: World, count: number): Places {
  const guildId = discord.addGuild('Maren Readers').id;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    discord: numbers.map((number) => discord.addChannel({ guildId, name: `river-${number}` }).id),
    telegram: numbers.map((number) => {
      const { id } = telegram.addChannel({ title: `River ${number}`, username: `river_${number}` });
      telegram.addMember(id, cast.telegram.chief, { administrator: true });
      return id;
    }),
  };
}
