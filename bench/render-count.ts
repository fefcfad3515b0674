import { createRenderCache } from '../src/delivery/render-cache.ts';
import type { Renderable, Wanted } from '../src/delivery/wanted.ts';
import type { Part, Render } from '../src/platforms/platform.ts';

/** What is rendered; cards alone are pinned. */
type Rendered = Renderable & Partial<Pick<Wanted, 'pin'>>;

/** A render cache that tells how often it had to render. */
export interface RenderCount {
  readonly parts: (wanted: Rendered) => readonly Part[];
  /** How often an entry and a card was rendered. */
  rendered(): { readonly entries: number; readonly cards: number };
}

/** Puts a counter between a render cache and what it renders with. */
export function countRenders(render: Render): RenderCount {
  let entries = 0;
  let cards = 0;
  let isCard = false;
  const parts = createRenderCache((content, options) => {
    if (isCard) cards += 1;
    else entries += 1;
    return render(content, options);
  });
  return {
    rendered: () => ({ entries, cards }),
    parts(wanted) {
      isCard = wanted.pin === true;
      return parts(wanted);
    },
  };
}
