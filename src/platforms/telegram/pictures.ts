import { InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { Picture } from '../../domain/picture.ts';
import type { Logger } from '../../logger.ts';
import { type LoadMedia, notKept } from '../platform.ts';
import { loggable } from './errors.ts';

/** Telegram's ids of pictures that were uploaded before; using one saves the upload. */
export interface FileIds {
  get(mediaId: string): Promise<string | undefined>;
  set(mediaId: string, fileId: string): Promise<void>;
}

/** Options of {@link createPictures}. */
export interface PictureSettings {
  readonly loadMedia: LoadMedia;
  /** Kept only in this process when absent. */
  readonly fileIds?: FileIds;
  readonly log: Logger;
}

/** A picture ready for a call, or why it is not. */
export type FoundPicture =
  /** A file id, or an upload. */
  | { readonly kind: 'ready'; readonly file: string | InputFile }
  /** It cannot be loaded; `why` is a clause that says so. */
  | { readonly kind: 'missing'; readonly why: string }
  /** The records failed; they may answer later. */
  | { readonly kind: 'unreadable' };

/** Finds pictures for calls. */
export interface Pictures {
  /** Never throws. */
  find(picture: Picture): Promise<FoundPicture>;
  /** Stores the file id that Telegram gave. Never throws, since the message is already sent. */
  remember(picture: Picture, message: Message): Promise<void>;
  /** Telegram no longer accepts the file id: the next {@link Pictures.find} gives an upload. */
  forget(picture: Picture): void;
  /** Telegram does not accept these bytes as a photo: from now on the picture is missing. */
  refuse(picture: Picture): void;
}

/** The only file names of uploads: grammY writes a name into the request unescaped. */
const fileNames: Readonly<Record<string, string>> = {
  'image/jpeg': 'picture.jpg',
  'image/png': 'picture.png',
  'image/webp': 'picture.webp',
  'image/gif': 'picture.gif',
};

/** Prepares pictures for sending: uploaded once, and then by Telegram's own id. */
export function createPictures({ loadMedia, fileIds = createFileIds(), log }: PictureSettings): Pictures {
  const dropped = new Set<string>();
  const refused = new Set<string>();
  return {
    async find({ mediaId, mimeType }) {
      if (refused.has(mediaId)) return { kind: 'missing', why: 'Telegram cannot read it' };
      try {
        const known = dropped.has(mediaId) ? undefined : await fileIds.get(mediaId);
        const bytes = known === undefined ? await loadMedia(mediaId) : undefined;
        const file = known ?? (bytes && new InputFile(bytes, fileNames[mimeType] ?? 'picture'));
        return file === undefined ? { kind: 'missing', why: notKept } : { kind: 'ready', file };
      } catch (error) {
        log.error({ ...loggable(error), mediaId }, 'a picture could not be read');
        return { kind: 'unreadable' };
      }
    },
    async remember({ mediaId }, { photo }) {
      const largest = photo?.at(-1);
      if (largest === undefined) return;
      dropped.delete(mediaId);
      try {
        await fileIds.set(mediaId, largest.file_id);
      } catch (error) {
        log.warn({ ...loggable(error), mediaId }, "Telegram's id of a picture was not kept");
      }
    },
    forget({ mediaId }) {
      dropped.add(mediaId);
    },
    refuse({ mediaId }) {
      refused.add(mediaId);
    },
  };
}

function createFileIds(): FileIds {
  const ids = new Map<string, string>();
  return {
    get: async (mediaId) => ids.get(mediaId),
    async set(mediaId, fileId) {
      ids.set(mediaId, fileId);
    },
  };
}
