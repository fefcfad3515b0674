import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OnRelease, withReleasers } from '../releasers.ts';
import { followedChannels } from './channels.ts';
import { runConsole } from './console.ts';
import { startCrew } from './crew.ts';
import { demoZone, digestSteps } from './demo.ts';
import { furnish } from './furnish.ts';
import { createDemoPlayer, type DemoPlayer } from './page/demo-player.ts';
import { startPage } from './page/server.ts';
import { playQuestion, type Stage } from './play.ts';
import { openWorld, startBot, type World } from './stage.ts';
import type { Terminal } from './terminal.ts';
import { timingTable } from './timing.ts';
import { createTroubleLog } from './trouble.ts';
import { createHands } from './typing.ts';

/** How the sandbox is shown. */
export interface ShowOptions {
  /** Whether to take commands at a prompt after the demo. */
  readonly stay: boolean;
  /** Ends the sandbox; everything is stopped cleanly. */
  readonly signal: AbortSignal;
}

/**
 * Starts both stand-ins and the bot in a directory of its own, plays the demo story, shows what readers see of it, and
 * removes everything again; one that stays also serves a page. Rejects with a plain error when something fails, and
 * when the signal comes before the end of a demo that was not to stay.
 */
export async function showSandbox(terminal: Terminal, { stay, signal }: ShowOptions): Promise<void> {
  const demo = createDemoPlayer(readerZone());
  const { release } = await withReleasers(async (onRelease) => {
    const { world, pageAddress } = await raise(terminal, { stay, onRelease, demo });
    const stage: Stage = { world, terminal, hands: createHands(world, terminal.ink) };
    await unlessStopped(signal, async () => {
      if (!stay) {
        await perform(stage, demo, true);
        return sayWhatNext(terminal);
      }
      // Whoever is at the page may be in the demo's way.
      await perform(stage, demo, false).catch((error: unknown) => terminal.say(sentenceOf(error)));
      // Where it was said first, the demo has scrolled it away.
      if (pageAddress !== undefined) terminal.say(`\nThe page is at ${pageAddress}`);
      await runConsole(stage, signal);
    });
  });
  await release();
  if (signal.aborted && !stay) throw new Error('Stopped before the end of the demo.');
}

interface Raising {
  readonly stay: boolean;
  readonly onRelease: OnRelease;
  readonly demo: DemoPlayer;
}

/** What was raised; the page is there where the sandbox stays. */
interface Raised {
  readonly world: World;
  readonly pageAddress?: string;
}

async function raise(terminal: Terminal, { stay, onRelease, demo }: Raising): Promise<Raised> {
  const startedAt = performance.now();
  terminal.say('Starting stand-ins for Discord and Telegram on this machine, and Dateline against them …');
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-sandbox-'));
  onRelease(() => rm(dataDir, { recursive: true, force: true }));
  // Under the platforms' limits the demo takes ten seconds instead of two, and its times are those of the real ones.
  // At the prompt and on the page they would be in the way: the demo uses up Telegram's 20 messages a minute, and what
  // a command does in the channel would show half a minute later. So the crew sends without pacing too.
  const world = await openWorld({ enforceLimits: !stay });
  onRelease(() => world.close());
  const onTrouble = (sentence: string) => terminal.say(`Dateline reports trouble: ${sentence}`);
  const working = { dataDir, log: createTroubleLog(onTrouble) };
  const sayReady = () => terminal.say(`Ready after ${seconds(performance.now() - startedAt)}.`);
  if (!stay) {
    const bot = await startBot(world, working);
    onRelease(() => bot.stop());
    sayReady();
    return { world };
  }
  const crew = await startCrew(world, { ...working, onTrouble });
  onRelease(() => crew.stop());
  await furnish(world);
  const page = await startPage({ world, worker: crew.worker, demo });
  onRelease(() => page.close());
  terminal.say(`Open ${page.address} in a browser to see both channels and type commands there.`);
  sayReady();
  return { world, pageAddress: page.address };
}

const aboutLimits =
  'Most of that is waiting: as the real platforms do, the stand-ins let a bot post about once a second in a channel, and Dateline keeps to it.';

async function perform(stage: Stage, demo: DemoPlayer, isLimited: boolean): Promise<void> {
  const { world, terminal } = stage;
  const zone = demoZone(readerZone(), Date.now());
  terminal.title('A newsroom at work');
  terminal.say(
    `Ada, the chief, covers a flood from Discord and from Telegram. The story keeps ${zone} time wherever it is read. She types a day of news in seconds, so its times lie close together.\n`,
  );
  const startedAt = performance.now();
  const timings = await demo.play(stage);
  const tookMs = performance.now() - startedAt;
  terminal.say('\nThis is what readers see now; the time above each message is your own.');
  for (const channel of followedChannels(world, terminal.ink)) terminal.channel(channel);
  terminal.title('A reader asks for a summary');
  for (const step of digestSteps) {
    const answer = await playQuestion(stage, step);
    terminal.say('');
    terminal.answer(answer);
    terminal.say('');
  }
  terminal.title('How long it took');
  terminal.say(timingTable(timings));
  terminal.say(`\nThe whole story took ${seconds(tookMs)}, from the first command to the last message.`);
  if (isLimited) terminal.say(aboutLimits);
}

function sayWhatNext(terminal: Terminal): void {
  terminal.title('What to try next');
  terminal.say(
    [
      'npm run sandbox -- --stay   type commands yourself, here or on a page, and watch both channels',
      'README.md                   connect Dateline to your own Discord server and Telegram channel',
    ].join('\n'),
  );
}

function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The demo did not end well.';
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Does the work until the signal comes. What is then unfinished fails when the bot and the stand-ins are closed. */
async function unlessStopped(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([work(), stopped]);
}
