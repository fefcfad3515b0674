import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll } from 'vitest';

const program = 'dist/src/sandbox/main.js';

/** A run of the sandbox as a process of its own. */
export interface SandboxRun {
  readonly child: ReturnType<typeof spawnSandbox>;
  /** What came on standard output and standard error so far. */
  output(): string;
  /** Resolves when the output fits; rejects when the process ends without that. */
  until(fits: RegExp): Promise<void>;
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
}

const runs = new Set<SandboxRun['child']>();

/** Starts `npm run sandbox` as it was built. What still runs when the file's tests are through is killed. */
export function startSandbox(args: readonly string[], env: NodeJS.ProcessEnv = {}): SandboxRun {
  if (!existsSync(program)) throw new Error(`There is no ${program}: run npm run build first.`);
  const child = spawnSandbox(args, env);
  runs.add(child);
  const events = new EventEmitter();
  const closed = once(child, 'close').finally(() => events.emit('news'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
      events.emit('news');
    });
  }
  return {
    child,
    output: () => output,
    async until(fits) {
      while (!fits.test(output)) {
        if (child.exitCode !== null) throw new Error(`It ended without ${fits}:\n${output}`);
        await once(events, 'news');
      }
    },
    async ended() {
      await closed;
      return child.exitCode;
    },
  };
}

afterAll(() => {
  for (const child of runs) child.kill('SIGKILL');
});

function spawnSandbox(args: readonly string[], env: NodeJS.ProcessEnv) {
  return spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } });
}
