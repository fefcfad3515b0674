import { createRecent } from '../domain/recent.ts';
import type { Part, Render } from '../platforms/platform.ts';
import { withLinks } from './links.ts';
import type { Renderable } from './wanted.ts';

/**
 * Composes and renders each content once per platform, rather than once per destination. What differs between
 * destinations (the addresses of their own messages) is put in afterwards. Keeps the `size` renderings used last.
 */
export function createRenderCache(render: Render, size = 200): (wanted: Renderable) => readonly Part[] {
  const kept = createRecent<readonly Part[]>(size);

  return (wanted) => {
    const parts = rendered(wanted);
    return wanted.links === undefined ? parts : withLinks(parts, wanted.links);
  };

  function rendered({ cacheKey: key, compose }: Renderable): readonly Part[] {
    const known = key === undefined ? undefined : kept.get(key);
    if (known !== undefined) return known;
    const { content, ...options } = compose();
    const parts = render(content, options);
    if (key !== undefined) kept.set(key, parts);
    return parts;
  }
}
