import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { ImageUpload } from '../../newsroom/command/call.ts';
import { PictureNotFetched } from '../../newsroom/picture/picture-fault.ts';
import { download } from '../download.ts';

/** What is needed to fetch a file from the Bot API. */
export interface FileSource {
  readonly api: Api;
  readonly apiUrl: string;
  readonly token: string;
}

/** A file of a message, with the fields that all kinds of files share. */
interface SentFile {
  readonly file_id: string;
  readonly file_size?: number;
  readonly mime_type?: string;
}

/**
 * The file of a message: the largest size of a photo (always a JPEG), or what was sent as a file, a video or a sound.
 * The newsroom judges whether it is an image that can be used, since a file must not be ignored silently.
 */
export function imageOf(message: Message): ImageUpload | undefined {
  const { photo, document, animation, video, audio } = message;
  const largest = photo?.toSorted((a, b) => a.width * a.height - b.width * b.height).at(-1);
  if (largest !== undefined) return uploadOf({ ...largest, mime_type: 'image/jpeg' });
  // An animation comes with a document of the same file, "for backward compatibility" (Bot API, "Message").
  const file: SentFile | undefined = animation ?? document ?? video ?? audio;
  return file && uploadOf(file);
}

function uploadOf({
  file_id: ref,
  file_size: sizeBytes = 0,
  mime_type: mimeType = '',
}: SentFile): ImageUpload {
  return { kind: 'image', ref, mimeType, sizeBytes };
}

/**
 * Fetches a file by its id. Throws only {@link PictureNotFetched}, which never contains the file's address, since
 * that contains the bot's token.
 */
export async function fetchFile(
  { ref }: Pick<ImageUpload, 'ref'>,
  { api, apiUrl, token }: FileSource,
): Promise<Uint8Array> {
  const steps = (await pathOf(ref, api))?.split('/');
  // A self-hosted server may give a path on its own disk, or anything else. Only paths below the bot's are fetched.
  if (steps === undefined || steps.some(leadsAway)) throw new PictureNotFetched('not-given');
  return download(`${apiUrl}/file/bot${token}/${steps.map(encodeURIComponent).join('/')}`);
}

function leadsAway(step: string): boolean {
  return step === '' || step === '.' || step === '..';
}

async function pathOf(ref: string, api: Api): Promise<string | undefined> {
  try {
    return (await api.getFile(ref)).file_path;
  } catch {
    // grammY's errors contain the address; the caller says that there was no file.
    return undefined;
  }
}
