import { demoStory, demoZone, retold } from '../demo.ts';
import { type EntryTiming, playStory, type Stage } from '../play.ts';
import type { PageDemo } from './view.ts';

/** Plays the demo story any number of times, each time as another story. */
export interface DemoPlayer {
  state(): PageDemo;
  /** Plays it and prints to `stage`. Rejects when it is already being played, and as {@link playStory} does. */
  play(stage: Stage): Promise<readonly EntryTiming[]>;
  /** Calls the listener whenever the state changes. */
  onChange(listener: () => void): void;
}

/** `readerZone`: the time zone of the reader's clock. The story is told in another one. */
export function createDemoPlayer(readerZone: string): DemoPlayer {
  const listeners = new Set<() => void>();
  let state: PageDemo = { isPlaying: false, played: 0 };

  function become(next: PageDemo): void {
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    onChange: (listener) => void listeners.add(listener),
    async play(stage) {
      if (state.isPlaying) throw new Error('The demo is being played already.');
      const played = state.played + 1;
      become({ isPlaying: true, played });
      const story = demoStory(demoZone(readerZone, Date.now()));
      try {
        const timings = await playStory(
          stage,
          played === 1 ? story : retold(story, `alva-river-flood-${played}`),
        );
        become({ isPlaying: false, played });
        return timings;
      } catch (error) {
        const trouble = error instanceof Error ? error.message : 'The demo did not end well.';
        become({ isPlaying: false, played, trouble });
        throw error;
      }
    },
  };
}
