import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { DestinationId } from '../../../src/domain/destination.ts';
import { redisPidFile, redisSocketName } from '../../../src/storage/embedded/orphan.ts';
import { openStore, type Store } from '../../../src/storage/store.ts';
import { type BotProcess, environmentOf, type StartCommand, startBotProcess } from '../bot-process.ts';
import { hands, testDataDir, testWorld } from '../newsroom.ts';
import { onDiscord, onTelegram } from '../pressing.ts';
import { type ChaosPlace, openPlaces } from './places.ts';

const unpacedBot: StartCommand = [process.execPath, '--import', 'tsx', 'test/support/unpaced-process.ts'];

/** So long a command is waited for: the process that was to answer it may be dead. */
const answerWithinMs = 2_500;
const freezeMs = 12_000;
/** How soon a process starts is the matter of other tests; here the machine may be busy with many. */
const startsWithinMs = 90_000;

/** A newsroom whose bot is a process that can be killed, with places on both platforms that follow its story. */
export async function openChaosNewsroom() {
  const world = await testWorld();
  const { discord, cast } = world;
  const dataDir = await testDataDir();
  const environment = { ...environmentOf(world, dataDir), UNDO_SECONDS: '0', PREVIEW_FOR: 'nobody' };
  let bot = await startBot(environment);
  const store = openRecords(dataDir);
  const room = hands(world);
  const places = openPlaces(world);
  await room.onDiscord('/story open title:Harbour timezone:Europe/Oslo');
  for (const place of places) await place.use('/subscribe story:harbour');
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
    places,
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
    /** The chief of a place gives a command for it; resolves when it is answered, or will not be. */
    async commandFor(place: ChaosPlace, line: string): Promise<void> {
      await patiently(place.use(line));
    },
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
      process.kill(await redisPid(dataDir), 'SIGKILL');
      await store.untilUp();
    },
    /** Lets the server hang for longer than a job belongs to its worker, while the run goes on. */
    async freezeRedis(): Promise<void> {
      const pid = await redisPid(dataDir);
      process.kill(pid, 'SIGSTOP');
      const thawed = thaw(pid).finally(() => unanswered.delete(thawed));
      unanswered.add(thawed);
    },
    /** What the newsroom's desk was told. */
    deskTexts: (): readonly string[] => discord.messages(cast.discord.channel).map(({ content }) => content),
    /**
     * Resolves when every command was answered, or will not be, and nothing waits to be delivered where the bot may
     * post; rejects after two minutes.
     */
    async quiet(): Promise<void> {
      while (unanswered.size > 0) await Promise.all(unanswered);
      const deadline = performance.now() + 120_000;
      for (let left = await underWay(store, places); left.length > 0; left = await underWay(store, places)) {
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

async function redisPid(dataDir: string): Promise<number> {
  return Number(await readFile(join(dataDir, 'redis', redisPidFile), 'utf8'));
}

async function thaw(pid: number): Promise<void> {
  await delay(freezeMs);
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // Somebody killed it while it hung.
  }
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

/** What is still to be done, in words; nothing when all is quiet. Where the bot may not post, it may be paused. */
async function underWay(store: Store, places: readonly ChaosPlace[]): Promise<readonly string[]> {
  const { outbox, stories } = store;
  try {
    const scheduled = (await stories.entries('harbour')).filter(({ status }) => status === 'scheduled');
    const mayRest = new Set(places.filter((place) => place.isLost()).map(({ id }) => id));
    const states = await Promise.all(places.map(({ id }) => store.subscriptions.destination(id)));
    const paused = states.flatMap((known) => (known?.state.kind === 'paused' ? known : []));
    const resting = new Set(paused.filter(({ id }) => mayRest.has(id)).map(({ id }) => id));
    return [
      ...scheduled.map(({ number }) => `harbour/${number} is scheduled`),
      ...(await outbox.storiesWaiting()).map((slug) => `${slug} has changes to be carried`),
      ...paused.filter(({ id }) => !mayRest.has(id)).map(({ id }) => `${id} is still paused`),
      ...(await waitingIn(store, resting)),
    ];
  } catch {
    return ['The server has just been killed and comes back'];
  }
}

/** The backlogs, but for those of some places. */
async function waitingIn(
  { backlogs, deliveries }: Store,
  butFor: ReadonlySet<DestinationId>,
): Promise<readonly string[]> {
  const waiting: string[] = [];
  for await (const some of backlogs.destinationsWaiting())
    for (const { destination } of some.filter((one) => !butFor.has(one.destination))) {
      const [next, [place]] = await Promise.all([
        backlogs.next(destination),
        deliveries.progress([], [destination]),
      ]);
      waiting.push(`${destination}: ${JSON.stringify({ next, wait: place?.wait, state: place?.state })}`);
    }
  return waiting;
}
