import type { RichText } from '../domain/text/rich-text.ts';
import type { Part, Render } from './platform.ts';

/**
 * The same renderer, which renders each text once for as long as anybody holds on to it. A digest that a thousand
 * people ask for is one text.
 */
export function renderOnce(render: Render): (content: RichText) => readonly Part[] {
  const known = new WeakMap<RichText, readonly Part[]>();
  return (content) => {
    const parts = known.get(content) ?? render(content);
    known.set(content, parts);
    return parts;
  };
}
