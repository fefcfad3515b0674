import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { redisPidFile, redisSocketName } from '../../../src/storage/embedded/orphan.ts';
import { openStore, type Store } from '../../../src/storage/store.ts';
import { type BotProcess, environmentOf, type StartCommand, startBotProcess } from '../bot-process.ts';
import { hands, testDataDir, testWorld } from '../newsroom.ts';
import { onDiscord, onTelegram } from '../pressing.ts';

const unpacedBot: StartCommand = [process.execPath, '--import', 'tsx', 'test/support/unpaced-process.ts'];

/** So long a command is waited for: the process that was to answer it may be dead. */
const answerWithinMs = 2_500;
/** How soon a process starts is the matter of other tests; here the machine may be busy with many. */
const startsWithinMs = 90_000;
const placesEach = 3;

/** A newsroom whose bot is a process that can be killed, with places on both platforms that follow its story. */
export async function openChaosNewsroom() {
  const world = await testWorld();
  const { discord, telegram, cast } = world;
  const dataDir = await testDataDir();
  const environment = { ...environmentOf(world, dataDir), UNDO_SECONDS: '0', PREVIEW_FOR: 'nobody' };
  let bot = await startBot(environment);
  const store = openRecords(dataDir);
  const room = hands(world);
  const channels = Array.from(
    { length: placesEach },
    (_, n) => discord.addChannel({ guildId: cast.discord.guildId, name: `c${n}` }).id,
  );
  const chats = Array.from({ length: placesEach }, (_, n) => {
    const { id } = telegram.addChannel({ title: `C${n}`, username: `chat_${n}` });
    telegram.addMember(id, cast.telegram.chief, { administrator: true });
    return id;
  });
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  for (const id of channels) await room.onDiscord(`/subscribe story:harbour channel:<#${id}>`);
  for (const id of chats) await room.onTelegram(`/subscribe story:harbour channel:${id}`);

  for (const line of ['/desk', `/staff add user:${cast.discord.reporter.id} role:reporter`])
    await room.onDiscord(line);
  await room.onTelegram(`/staff add ${cast.telegram.reporter.id} reporter`);
  const hand = { discord: onDiscord(world), telegram: onTelegram(world) };

  const unanswered = new Set<Promise<unknown>>();

  async function patiently<T>(answer: Promise<T>): Promise<T | undefined> {
    const over = answer.catch(() => undefined).finally(() => unanswered.delete(over));
    unanswered.add(over);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), answerWithinMs);
    });
    // What became of a command whose answer did not come, the records tell in the end.
    const answered = await Promise.race([over, late]);
    clearTimeout(timer);
    return answered;
  }

  return {
    world,
    store,
    channels,
    chats,
    destinations: [
      ...channels.map((id): DestinationId => `discord:${id}`),
      ...chats.map((id): DestinationId => `telegram:${id}`),
    ],
    /**
     * Gives a command (quoted as on Telegram) on one of the platforms, as its chief or as its reporter; resolves when
     * it is answered, or will not be.
     */
    command: (platform: 'discord' | 'telegram', line: string, as: 'chief' | 'reporter' = 'chief') =>
      patiently(
        platform === 'discord'
          ? room.onDiscord(line.replaceAll('"', ''), cast.discord[as])
          : room.onTelegram(line, cast.telegram[as]),
      ),
    /** The chief of a platform asks for a kill and confirms it: both have to before it is done. */
    async kill(platform: 'discord' | 'telegram', entry: string): Promise<void> {
      const offer = await patiently(hand[platform].use(`/kill entry:${entry} reason:"it was made up"`));
      const label = offer?.labels.find((one) => one.startsWith('Kill '));
      if (offer !== undefined && label !== undefined) await patiently(offer.press(label));
    },
    async killBot(): Promise<void> {
      await bot.end('SIGKILL');
      bot = await startBot(environment);
    },
    async killRedis(): Promise<void> {
      const pid = Number(await readFile(join(dataDir, 'redis', redisPidFile), 'utf8'));
      process.kill(pid, 'SIGKILL');
      await store.untilUp();
    },
    /** What the newsroom's desk was told. */
    deskTexts: (): readonly string[] => discord.messages(cast.discord.channel).map(({ content }) => content),
    /**
     * Resolves when every command was answered, or will not be, and nothing waits to be delivered; rejects after two
     * minutes.
     */
    async quiet(): Promise<void> {
      while (unanswered.size > 0) await Promise.all(unanswered);
      const deadline = performance.now() + 120_000;
      for (let left = await underWay(store); left.length > 0; left = await underWay(store)) {
        if (performance.now() < deadline) continue;
        throw new Error(`It never becomes quiet:\n${left.join('\n')}\n${bot.output()}`);
      }
    },
  };
}

/** What {@link openChaosNewsroom} opens. */
export type ChaosNewsroom = Awaited<ReturnType<typeof openChaosNewsroom>>;

async function startBot(environment: Readonly<Record<string, string>>): Promise<BotProcess> {
  const bot = startBotProcess(environment, unpacedBot);
  await bot.ready(startsWithinMs);
  return bot;
}

/** The bot's own records, looked at from outside. */
function openRecords(dataDir: string): Store {
  const store = openStore({
    address: { socketPath: join(dataDir, 'redis', redisSocketName) },
    prefix: 'dateline',
    now: Date.now,
    onError: () => undefined,
  });
  onTestFinished(() => store.close());
  return store;
}

/** What is still to be done, in words; nothing when all is quiet. */
async function underWay({ outbox, backlogs, stories, deliveries }: Store): Promise<readonly string[]> {
  try {
    const scheduled = (await stories.entries('harbour')).filter(({ status }) => status === 'scheduled');
    const waiting: string[] = [];
    for await (const some of backlogs.destinationsWaiting())
      for (const { destination } of some) {
        const [next, [place]] = await Promise.all([
          backlogs.next(destination),
          deliveries.progress([], [destination]),
        ]);
        waiting.push(`${destination}: ${JSON.stringify({ next, wait: place?.wait, state: place?.state })}`);
      }
    return [
      ...scheduled.map(({ number }) => `harbour/${number} is scheduled`),
      ...(await outbox.storiesWaiting()).map((slug) => `${slug} has changes to be carried`),
      ...waiting,
    ];
  } catch {
    return ['The server has just been killed and comes back'];
  }
}
