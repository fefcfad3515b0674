import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { ImageUpload } from '../../newsroom/call.ts';

/** What is needed to fetch a file from the Bot API. */
export interface FileSource {
  readonly api: Api;
  readonly apiUrl: string;
  readonly token: string;
}

const maxBytes = 10_000_000;
const timeoutMs = 20_000;

/** The picture of a message: the largest size of a photo (always a JPEG), or an image that was sent as a file. */
export function imageOf({ photo, document }: Message): ImageUpload | undefined {
  const largest = photo?.toSorted((a, b) => a.width * a.height - b.width * b.height).at(-1);
  if (largest !== undefined) {
    const sizeBytes = largest.file_size ?? 0;
    return { kind: 'image', ref: largest.file_id, mimeType: 'image/jpeg', sizeBytes };
  }
  if (document?.mime_type?.startsWith('image/') !== true) return undefined;
  const sizeBytes = document.file_size ?? 0;
  return { kind: 'image', ref: document.file_id, mimeType: document.mime_type, sizeBytes };
}

/**
 * Fetches a file by its id. Throws when Telegram does not give it or when it is larger than 10 MB; the error never
 * holds the file's address, which contains the bot's token.
 */
export async function fetchFile(upload: ImageUpload, source: FileSource): Promise<Uint8Array> {
  const response = await requestFile(upload, source);
  if (!response?.ok || !response.body) {
    throw new Error('Telegram did not give the picture; send it again.');
  }
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body) {
    received += chunk.byteLength;
    if (received > maxBytes) throw new Error('The picture is larger than 10 MB; send a smaller one.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function requestFile(
  upload: ImageUpload,
  { api, apiUrl, token }: FileSource,
): Promise<Response | undefined> {
  try {
    const { file_path: path } = await api.getFile(upload.ref);
    const options = { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const;
    return path === undefined ? undefined : await fetch(`${apiUrl}/file/bot${token}/${path}`, options);
  } catch {
    // Both clients' errors hold the address; the caller says that there was no file.
    return undefined;
  }
}
