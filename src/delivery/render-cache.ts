import type { Part, Render } from '../platforms/platform.ts';
import type { Wanted } from './wanted.ts';

/**
 * Composes and renders what is wanted, once per content rather than once per destination: an update for a thousand
 * channels is rendered a single time per platform. Keeps the newest `size` renderings.
 */
export function createRenderCache(
  render: Render,
  size = 200,
): (wanted: Pick<Wanted, 'compose' | 'cacheKey'>) => readonly Part[] {
  const kept = new Map<string, readonly Part[]>();

  return (wanted) => {
    const key = wanted.cacheKey;
    const known = key === undefined ? undefined : kept.get(key);
    if (known !== undefined) return known;
    const { content, ...options } = wanted.compose();
    const parts = render(content, options);
    if (key !== undefined) remember(key, parts);
    return parts;
  };

  function remember(key: string, parts: readonly Part[]): void {
    kept.set(key, parts);
    const oldest = kept.keys().next();
    if (kept.size > size && !oldest.done) kept.delete(oldest.value);
  }
}
