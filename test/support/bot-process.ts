import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';

const main = 'dist/src/main.js';
const readyWithinMs = 20_000;

/** Dateline as an operator runs it: a process of its own, known by its environment and its port alone. */
export interface BotProcess {
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Resolves when `/readyz` answers 200; rejects with its reasons and output when it does not in time (20 s). */
  ready(withinMs?: number): Promise<void>;
  /** What `/readyz` says now. */
  readiness(): Promise<{ readonly ready: boolean; readonly notes?: readonly string[] }>;
  /** Sends a signal and resolves with the exit code (null when the signal ended it) and how long it took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  /** Resolves with the exit code when it ends by itself. */
  exited(): Promise<number | null>;
}

/** The environment that runs a bot against a world. */
export function environmentOf(world: World, dataDir: string): Record<string, string> {
  return {
    DISCORD_TOKEN: world.discord.token,
    DISCORD_API_URL: world.discord.apiUrl,
    TELEGRAM_BOT_TOKEN: world.telegram.token,
    TELEGRAM_API_URL: world.telegram.apiUrl,
    CHIEFS: world.chiefs.join(','),
    DATA_DIR: dataDir,
    HTTP_PORT: '0',
  };
}

/** The ways to start the bot: the program itself, or what operators type (without building it anew). */
export type StartCommand = readonly [program: string, ...args: string[]];

/** What operators type. */
export const npmStart: StartCommand = ['npm', 'start', '--ignore-scripts'];

/** Starts `node dist/src/main.js` with this environment and nothing of the test's own but PATH. */
export function startBotProcess(
  environment: Readonly<Record<string, string>>,
  [program, ...args]: StartCommand = [process.execPath, main],
): BotProcess {
  if (!existsSync(main)) throw new Error('There is no build to run; `npm run build` makes one');
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  // Its last lines may still be on their way when it exits; it is closed when they have been read.
  const exit = once(child, 'close') as Promise<[number | null]>;
  const output = () => chunks.join('');
  onTestFinished(async () => {
    // Killed outright, it would leave its Redis behind.
    child.kill('SIGTERM');
    await exit;
  });

  return {
    child,
    output,
    ready: (withinMs = readyWithinMs) => readyAt(child, output, withinMs),
    async readiness() {
      const response = await fetch(`${addressIn(output()) ?? ''}/readyz`);
      return (await response.json()) as Awaited<ReturnType<BotProcess['readiness']>>; // as the web server writes it
    },
    async end(signal) {
      const startedAt = performance.now();
      child.kill(signal);
      const [code] = await exit;
      return { code, tookMs: performance.now() - startedAt };
    },
    async exited() {
      const [code] = await exit;
      return code;
    },
  };
}

async function readyAt(child: ChildProcess, output: () => string, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  let last = 'it does not listen';
  for await (const _ of setInterval(25)) {
    const address = addressIn(output());
    const response = address === undefined ? undefined : await fetch(`${address}/readyz`);
    if (response?.status === 200) return;
    last = (await response?.text()) ?? last;
    if (performance.now() > deadline || child.exitCode !== null) break;
  }
  throw new Error(`Not ready (exit code ${child.exitCode}): ${last}\n${output()}`);
}

/** Where the process says that it listens. */
function addressIn(output: string): string | undefined {
  return /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
}
