import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OnRelease, withReleasers } from '../releasers.ts';
import { startBot } from './bot.ts';
import { runConsole } from './console.ts';
import { startCrew } from './crew.ts';
import { furnish } from './furnish.ts';
import { createDemoPlayer } from './page/demo-player.ts';
import { startPage } from './page/server.ts';
import { perform } from './perform.ts';
import type { Stage } from './play.ts';
import { readerZone } from './shown-text.ts';
import type { Terminal } from './terminal.ts';
import { seconds } from './timing.ts';
import { createTroubleLog } from './trouble.ts';
import { createHands } from './typing.ts';
import { openWorld } from './world.ts';

/** How the sandbox is shown. */
export interface ShowOptions {
  /** Whether to take commands at a prompt after the demo. */
  readonly stay: boolean;
  /** Ends the sandbox; everything is stopped cleanly. */
  readonly signal: AbortSignal;
}

/**
 * Starts both stand-ins and the bot in a directory of its own, plays the demo story, shows what readers see of it, and
 * removes everything again. With `stay` it also serves a page, and takes commands until the signal. Rejects with a
 * plain error when something fails, and when the signal comes before the end of a demo that was not to stay.
 */
export async function showSandbox(terminal: Terminal, { stay, signal }: ShowOptions): Promise<void> {
  const { release } = await withReleasers((onRelease) => {
    const show: Show = { terminal, signal, onRelease };
    return stay ? showAndStay(show) : showOnce(show);
  });
  await release();
  if (signal.aborted && !stay) throw new Error('Stopped before the end of the demo.');
}

interface Show extends Omit<ShowOptions, 'stay'> {
  readonly terminal: Terminal;
  readonly onRelease: OnRelease;
}

/** Enforces the platforms' limits: the demo takes longer, but its times are realistic. */
async function showOnce(show: Show): Promise<void> {
  const { terminal, signal, onRelease } = show;
  const { stage, dataDir, onTrouble, sayReady } = await prepare(show, { enforceLimits: true });
  const bot = await startBot(stage.world, { dataDir, log: createTroubleLog(onTrouble) });
  onRelease(() => bot.stop());
  sayReady();
  await unlessStopped(signal, async () => {
    await perform(stage, createDemoPlayer(readerZone()), true);
    sayWhatNext(terminal);
  });
}

/**
 * Enforces no limits, nor does the bot keep to any: the demo uses up Telegram's 20 messages a minute, so commands that
 * are typed after it would show in the channel half a minute late.
 */
async function showAndStay(show: Show): Promise<void> {
  const { terminal, signal, onRelease } = show;
  const { stage, dataDir, onTrouble, sayReady } = await prepare(show, { enforceLimits: false });
  const { world } = stage;
  const crew = await startCrew(world, { dataDir, log: createTroubleLog(onTrouble), onTrouble });
  onRelease(() => crew.stop());
  await furnish(world);
  const demo = createDemoPlayer(readerZone());
  const page = await startPage({ world, worker: crew.worker, demo });
  onRelease(() => page.close());
  terminal.say(`Open ${page.address} in a browser to see both channels and type commands there.`);
  sayReady();
  await unlessStopped(signal, async () => {
    // Somebody at the page may disturb the demo; the prompt should come all the same.
    await perform(stage, demo, false).catch((error: unknown) => terminal.say(sentenceOf(error)));
    // By now the demo has scrolled the first mention of the address away.
    terminal.say(`\nThe page is at ${page.address}`);
    await runConsole(stage, signal);
  });
}

interface Prepared {
  readonly stage: Stage;
  readonly dataDir: string;
  readonly onTrouble: (sentence: string) => void;
  readonly sayReady: () => void;
}

/** Makes what both ways to show the sandbox begin with: a directory for the bot, and the stand-ins. */
async function prepare(
  { terminal, onRelease }: Show,
  { enforceLimits }: { readonly enforceLimits: boolean },
): Promise<Prepared> {
  const startedAt = performance.now();
  terminal.say('Starting stand-ins for Discord and Telegram on this machine, and Dateline against them …');
  const dataDir = await mkdtemp(join(tmpdir(), 'dateline-sandbox-'));
  onRelease(() => rm(dataDir, { recursive: true, force: true }));
  const world = await openWorld({ enforceLimits });
  onRelease(() => world.close());
  return {
    stage: { world, terminal, hands: createHands(world, terminal.ink) },
    dataDir,
    onTrouble: (sentence) => terminal.say(`Dateline reports trouble: ${sentence}`),
    sayReady: () => terminal.say(`Ready after ${seconds(performance.now() - startedAt)}.`),
  };
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

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The demo did not end well.';
}

/** Does the work until the signal comes. What is then unfinished fails when the bot and the stand-ins are closed. */
async function unlessStopped(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([work(), stopped]);
}
