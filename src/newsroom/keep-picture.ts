import { platformOf } from '../domain/destination.ts';
import type { Picture } from '../domain/picture.ts';
import type { Call, ImageUpload } from './call.ts';
import { maxImageBytes } from './options.ts';
import type { Newsroom } from './records.ts';
import { Refusal } from './refusal.ts';

/** The image and the credit line that came with a command. */
export interface PictureInput {
  readonly image: ImageUpload | undefined;
  readonly credit: string | undefined;
}

/**
 * Fetches and keeps an uploaded image. Without an image, a credit is that of the `current` picture. Undefined when
 * the command says nothing of a picture. Throws {@link Refusal} when there is nothing to credit or the platform
 * does not give the image.
 */
export async function keepPicture(
  room: Newsroom,
  call: Call,
  { image, credit, current }: PictureInput & { readonly current?: Picture | undefined },
): Promise<Picture | undefined> {
  if (image !== undefined) {
    const mediaId = await room.kept.keepMedia(await fetchBytes(call, image));
    return { mediaId, mimeType: image.mimeType, ...(credit !== undefined && { credit }) };
  }
  if (credit === undefined) return undefined;
  if (current !== undefined) return { ...current, credit };
  throw new Refusal('There is no image for this credit.', {
    option: 'credit',
    remedy: 'Attach the image to the same command.',
  });
}

async function fetchBytes(call: Call, image: ImageUpload): Promise<Uint8Array> {
  const bytes = await call.fetchImage(image).catch((cause: unknown) => {
    throw notFetched(call, cause);
  });
  if (bytes.byteLength <= maxImageBytes) return bytes;
  throw new Refusal('The image is larger than 10 MB.', { option: 'image', remedy: 'Send a smaller one.' });
}

function notFetched(call: Call, cause: unknown): Refusal {
  const platform = platformOf(call.place.destination) === 'discord' ? 'Discord' : 'Telegram';
  const refusal = new Refusal(`${platform} did not give the image.`, {
    option: 'image',
    remedy: 'Send it again.',
  });
  refusal.cause = cause;
  return refusal;
}
