import { followedChannels } from './channels.ts';
import type { Stage } from './play.ts';
import { changesBetween } from './terminal.ts';

/** Remembers what was printed of the followed channels, and prints what is new. */
export interface Watch {
  /** Prints what has changed since the last time. */
  report(): void;
  /** Prints both channels in full. */
  showAll(): void;
  /** While `wait` runs, prints changes as they come: scheduled updates and digests need no command. */
  whileIdle<T>(wait: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** Changes within this time are printed together. */
const gatherMs = 200;

/** Starts with what the channels show now. `printed` is called after changes were printed while idle. */
export function createWatch({ world, terminal }: Omit<Stage, 'hands'>, printed: () => void): Watch {
  const channels = followedChannels(world, terminal.ink);
  let seen = channels.map((channel) => channel.messages());
  let isIdle = false;
  let timer: NodeJS.Timeout | undefined;

  function report(): number {
    const now = channels.map((channel) => channel.messages());
    const changes = now.map((messages, index) => changesBetween(seen[index] ?? [], messages));
    seen = now;
    for (const [index, channel] of channels.entries()) terminal.news(channel, changes[index] ?? []);
    const count = changes.flat().length;
    if (count > 0) terminal.say('');
    return count;
  }

  function look(): void {
    timer = undefined;
    if (isIdle && report() > 0) printed();
  }

  const stops = [world.discord, world.telegram].map(({ onChange }) =>
    onChange(() => {
      timer ??= setTimeout(look, gatherMs);
    }),
  );

  return {
    report() {
      report();
    },
    showAll() {
      seen = channels.map((channel) => channel.messages());
      for (const channel of channels) terminal.channel(channel);
      terminal.say('');
    },
    async whileIdle(wait) {
      isIdle = true;
      return wait().finally(() => {
        isIdle = false;
      });
    },
    stop() {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
