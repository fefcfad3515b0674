import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Config } from '../config.ts';
import type { WorkerNews } from './worker-process.ts';

/** Controls the process that delivers. It can be killed outright and started again. */
export interface WorkerControl {
  state(): 'running' | 'starting' | 'killed';
  kill(): void;
  start(): void;
  /** Calls the listener after every change of state. */
  onChange(listener: () => void): void;
}

/**
 * The process of `worker-process.ts`, not started yet. `onTrouble` is called with each kind of trouble in a sentence.
 */
export class WorkerProcess implements WorkerControl {
  readonly #config: Config;
  readonly #onTrouble: (sentence: string) => void;
  readonly #listeners = new Set<() => void>();
  #child: ChildProcess | undefined;
  #isReady = false;

  constructor(config: Config, onTrouble: (sentence: string) => void) {
    this.#config = config;
    this.#onTrouble = onTrouble;
  }

  state(): 'running' | 'starting' | 'killed' {
    if (this.#child === undefined) return 'killed';
    return this.#isReady ? 'running' : 'starting';
  }

  start(): void {
    if (this.#child !== undefined) return;
    // The compiled worker-process.js lies beside this file. Only the "advanced" serialization can send a Set.
    const child = fork(new URL('./worker-process.js', import.meta.url), { serialization: 'advanced' });
    this.#child = child;
    child.on('message', (news) => this.#hear(news as WorkerNews)); // The worker sends nothing else.
    child.once('exit', () => this.#ended(child));
    child.send(this.#config);
    this.#changed();
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Rejects when the process ends before it is ready. */
  untilRunning(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.onChange(() => {
        if (this.state() === 'running') resolve();
        if (this.state() === 'killed') reject(new Error('The worker ended before it was ready.'));
      });
    });
  }

  /**
   * Lets a worker that is ready finish what is under way. One that is still starting is killed: it has nothing to
   * finish.
   */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    if (this.#isReady && child.connected) child.send('stop');
    else child.kill('SIGKILL');
    await ended;
  }

  #hear(news: WorkerNews): void {
    if (news.kind === 'trouble') return this.#onTrouble(news.sentence);
    this.#isReady = true;
    this.#changed();
  }

  #ended(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#isReady = false;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
