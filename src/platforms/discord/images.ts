import type { ImageUpload } from '../../newsroom/call.ts';
import { maxImageBytes } from '../../newsroom/options.ts';

/** Where Discord keeps attachments (Discord's page "Reference", CDN). */
const discordHosts: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];
const timeoutMs = 20_000;

/**
 * Fetches an attachment from Discord's own hosts, or from the host of `apiUrl` when that is another one. Throws
 * when the address is elsewhere, the answer is no success, or more than 10 MB come.
 */
export async function fetchAttachment(upload: ImageUpload, apiUrl: string): Promise<Uint8Array> {
  const url = new URL(upload.ref);
  if (!isTrusted(url, new URL(apiUrl)))
    throw new Error('The picture is not kept by Discord; attach it again.');
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok || !response.body) {
    throw new Error(`Discord did not give the picture (status ${response.status}); attach it again.`);
  }
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body) {
    received += chunk.byteLength;
    if (received > maxImageBytes) throw new Error('The picture is larger than 10 MB; attach a smaller one.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isTrusted(url: URL, api: URL): boolean {
  const isDiscords = url.protocol === 'https:' && discordHosts.includes(url.host);
  return isDiscords || (url.protocol === api.protocol && url.host === api.host);
}
