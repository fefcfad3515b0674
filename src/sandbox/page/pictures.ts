import { readImageShape } from '../telegram/photo.ts';
import type { PagePicture } from './view.ts';

/** A picture's bytes, from the bot or from a person. */
interface HeldPicture {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The pictures in messages, by the addresses at which the page's server serves them. */
export interface Pictures {
  /** Keeps a picture and returns what the page needs to show it. */
  show(
    id: string,
    picture: { readonly bytes: Uint8Array; readonly description?: string | undefined },
  ): PagePicture;
  /** The picture to serve below `/pictures/`; undefined when no message has shown it. */
  find(id: string): HeldPicture | undefined;
}

const types = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;

/** Starts empty. Pictures are kept as long as the page runs: a deleted message may still be on somebody's screen. */
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
