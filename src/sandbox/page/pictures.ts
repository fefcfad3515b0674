import { readImageShape } from '../telegram/photo.ts';
import type { PagePicture } from './view.ts';

/** A picture as its bytes came from the bot or from a person. */
interface HeldPicture {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The pictures that messages show, by the addresses that the page's own server gives them. */
export interface Pictures {
  /** Keeps a picture and gives what the page needs to show it. */
  show(
    id: string,
    picture: { readonly bytes: Uint8Array; readonly description?: string | undefined },
  ): PagePicture;
  /** What is to be served below `/pictures/`; undefined for what no message has shown. */
  find(id: string): HeldPicture | undefined;
}

const types = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;

/** Starts empty. A picture is kept as long as the page runs: a message that was deleted may still be on a screen. */
export function createPictures(): Pictures {
  const held = new Map<string, HeldPicture>();
  return {
    show(id, { bytes, description }) {
      const shape = readImageShape(bytes);
      const type = shape === undefined ? 'application/octet-stream' : types[shape.extension];
      held.set(id, { bytes, type });
      return {
        url: `/pictures/${id}`,
        description: description ?? 'Picture without a description',
        width: shape?.width ?? 0,
        height: shape?.height ?? 0,
      };
    },
    find: (id) => held.get(id),
  };
}
