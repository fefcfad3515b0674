import type { RichText } from '../domain/text/rich-text.ts';
import type { Part, Render } from './platform.ts';

/**
 * Makes a renderer render each text only once, as long as somebody still uses that text. A digest that a thousand
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
