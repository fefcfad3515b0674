import { maxImageBytes, PictureNotFetched } from '../newsroom/picture/picture-fault.ts';

/** How long a platform may take to deliver a whole image. */
const usualTimeoutMs = 20_000;

/**
 * Fetches an image of at most 10 MB into memory. Follows no redirect, so that the caller's check of the address
 * holds. Throws only {@link PictureNotFetched}, which does not contain the address.
 */
export async function download(url: string | URL, timeoutMs = usualTimeoutMs): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok || !response.body) throw new PictureNotFetched('not-given');
    return await readAll(response.body);
  } catch (error) {
    if (error instanceof PictureNotFetched) throw error;
    throw new PictureNotFetched(isTimeout(error) ? 'too-slow' : 'not-given');
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of body) {
    received += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (received > maxImageBytes) throw new PictureNotFetched('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
