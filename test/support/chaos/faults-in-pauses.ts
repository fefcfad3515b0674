import type { ChaosView } from './view.ts';

/** The desk knows of every place that is paused, and of none that is not. */
export function pauseFaults({ places, desk }: ChaosView): readonly string[] {
  return places.flatMap(({ id, name, isPaused }) => {
    const open = desk.filter((text) => text.startsWith(`${name} is paused:`)).length;
    if (isPaused) return open === 1 ? [] : [`${id} is paused, and the desk is told so ${open} times`];
    return open === 0 ? [] : [`${id} is not paused, and the desk is told that it is`];
  });
}
