import type { Part, RenderOptions } from './platform.ts';

/** What stands beside the text of a message: picture and buttons go with the first one, which is also the pinned one. */
export function extrasOf(
  index: number,
  { picture, buttons = [] }: RenderOptions,
): Pick<Part, 'picture' | 'buttons'> {
  if (index > 0) return {};
  return { ...(picture !== undefined && { picture }), ...(buttons.length > 0 && { buttons }) };
}
