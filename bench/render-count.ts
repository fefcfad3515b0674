import { createRenderCache } from '../src/delivery/render-cache.ts';
import type { Wanted } from '../src/delivery/wanted.ts';
import type { Part, Render } from '../src/platforms/platform.ts';

/** A render cache that tells how often it had to render. */
export interface RenderCount {
  readonly parts: (wanted: Wanted) => readonly Part[];
  /** Renderings of entries and how often one was asked for. */
  entries(): { readonly rendered: number; readonly asked: number };
}

/** Puts a counter between a render cache and what it renders with. Cards, which are pinned, are not counted. */
export function countRenders(render: Render): RenderCount {
  let rendered = 0;
  let asked = 0;
  let isEntry = false;
  const parts = createRenderCache((content, options) => {
    if (isEntry) rendered += 1;
    return render(content, options);
  });
  return {
    entries: () => ({ rendered, asked }),
    parts(wanted) {
      isEntry = !wanted.pin;
      if (isEntry) asked += 1;
      return parts(wanted);
    },
  };
}
