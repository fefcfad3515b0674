import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { type BotOptions, startBot } from '../../src/sandbox/bot.ts';
import { openWorld, type World, type WorldOptions } from '../../src/sandbox/world.ts';

/** A data directory that is removed when the test ends. */
export async function testDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-e2e-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** A world of stand-ins that is closed when the test ends. */
export async function testWorld(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(options);
  onTestFinished(() => world.close());
  return world;
}

/** What tests do with a running newsroom, as its people would. */
export interface TestNewsroom extends World {
  /** Types a slash command on Discord as the chief (or `as`); resolves with the text of the answer. */
  onDiscord(line: string, as?: World['cast']['discord']['chief']): Promise<string>;
  /** Sends a message on Telegram in private as the chief (or `as`); resolves with the bot's answer. */
  onTelegram(text: string, as?: World['cast']['telegram']['chief']): Promise<string>;
  /** What the followed Discord channel shows, oldest first. */
  discordTexts(): readonly string[];
  /** What the followed Telegram channel shows, oldest first, with simple marks. */
  telegramTexts(): readonly string[];
}

/** The whole bot in a world, stopped when the test ends; its records are the test's own, unless told otherwise. */
export async function testBot(world: World, options: Partial<BotOptions> = {}) {
  const dataDir = options.dataDir ?? (await testDataDir());
  const settings = { log: createLogger({ level: 'error', secrets: [] }), ...options, dataDir };
  let app = await startBot(world, settings);
  onTestFinished(() => app.stop());
  return {
    /** Stops it, and starts it again with the same records. */
    async restart() {
      await app.stop();
      app = await startBot(world, settings);
    },
  };
}

/**
 * How a world and its bot are; tests that are about words and not about time need not wait for the platforms' limits.
 */
export type NewsroomOptions = WorldOptions & Pick<BotOptions, 'isPaced'>;

/** The whole bot against both stand-ins, stopped when the test ends. */
export async function testNewsroom({
  isPaced = true,
  ...options
}: NewsroomOptions = {}): Promise<TestNewsroom> {
  const world = await testWorld(options);
  await testBot(world, { isPaced });
  return { ...world, ...hands(world) };
}

/** Answers keep to their chat's pace as well: the last of many that are asked for at once comes late. */
const pacedAnswerMs = 20_000;

/** The hands and eyes of the newsroom's people in a world. */
export function hands(world: World): Omit<TestNewsroom, keyof World> {
  const { discord, telegram, cast } = world;
  return {
    async onDiscord(line, as = cast.discord.chief) {
      const use = await discord.command({ as, channelId: cast.discord.channel, line });
      await use.reply(10_000);
      return use.replies.map((reply) => reply.content).join('\n');
    },
    async onTelegram(text, as = cast.telegram.chief) {
      const { messageId } = telegram.say({ as, chatId: as.id, text });
      const reply = await telegram.waitFor(
        () => telegram.messages(as.id).find((message) => message.fromBot && message.replyToId === messageId),
        pacedAnswerMs,
      );
      return telegram.visible(reply);
    },
    discordTexts: () => discord.messages(cast.discord.channel).map((message) => message.content),
    telegramTexts: () => telegram.messages(cast.telegram.channel).map((message) => telegram.visible(message)),
  };
}
