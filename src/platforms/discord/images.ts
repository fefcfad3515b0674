import type { ImageUpload } from '../../newsroom/command/call.ts';
import { PictureNotFetched } from '../../newsroom/picture/picture-fault.ts';
import { download } from '../download.ts';

/** Where Discord keeps attachments (Discord's page "Reference", CDN). */
const discordHosts: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];

/**
 * Fetches an attachment from Discord's own hosts, or from the host of `apiUrl` if that is another one; no other
 * address is called. Throws only {@link PictureNotFetched}.
 */
export async function fetchAttachment(
  { ref }: Pick<ImageUpload, 'ref'>,
  apiUrl: string,
  timeoutMs?: number,
): Promise<Uint8Array> {
  const url = URL.canParse(ref) ? new URL(ref) : undefined;
  if (url === undefined || !isTrusted(url, new URL(apiUrl))) throw new PictureNotFetched('not-given');
  return download(url, timeoutMs);
}

function isTrusted(url: URL, api: URL): boolean {
  const isDiscords = url.protocol === 'https:' && discordHosts.includes(url.host);
  return isDiscords || (url.protocol === api.protocol && url.host === api.host);
}
