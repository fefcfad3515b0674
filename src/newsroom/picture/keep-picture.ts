import { platformOf } from '../../domain/destination.ts';
import type { Picture } from '../../domain/picture.ts';
import type { Call, ImageUpload } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import type { Newsroom } from '../records.ts';
import { type FetchFault, maxImageBytes, PictureNotFetched } from './picture-fault.ts';
import { type PictureShape, readPictureShape } from './picture-shape.ts';

/** The image that came with a command, its credit and its description. */
export interface PictureInput {
  readonly image: ImageUpload | undefined;
  readonly credit: string | undefined;
  /** What the image shows, for people who do not see it. */
  readonly alt: string | undefined;
}

/** The result for a command's image: it was kept, or left out, or there was none. */
export interface PictureKept {
  readonly picture?: Picture;
  /** Why the image was left out, as one sentence for the person who sent it. */
  readonly leftOut?: string;
}

/**
 * Fetches, checks and stores an uploaded image. An image that cannot be shown on both platforms does not hold the
 * text back: it is left out, and `leftOut` says why. Without an image, credit and alt text apply to the `current`
 * picture. Throws {@link Refusal} when they are given and there is no picture, and StoreUnavailable.
 */
export async function keepPicture(
  room: Newsroom,
  call: Call,
  { image, credit, alt, current }: PictureInput & { readonly current?: Picture | undefined },
): Promise<PictureKept> {
  const words = { ...(credit !== undefined && { credit }), ...(alt !== undefined && { alt }) };
  if (image === undefined) return wordsAlone(words, current);
  const found = await look(call, image);
  if ('leftOut' in found) return found;
  const mediaId = await room.kept.keepMedia(found.bytes);
  return { picture: { mediaId, mimeType: found.mimeType, ...words } };
}

function wordsAlone(words: Pick<Picture, 'credit' | 'alt'>, current: Picture | undefined): PictureKept {
  const [option] = Object.keys(words);
  if (option === undefined) return {};
  if (current !== undefined) return { picture: { ...current, ...words } };
  throw new Refusal(`There is no image for this ${option === 'alt' ? 'alt text' : 'credit'}.`, {
    option,
    remedy: 'Attach the image to the same command.',
  });
}

type Found =
  | { readonly bytes: Uint8Array; readonly mimeType: string }
  | Required<Pick<PictureKept, 'leftOut'>>;

async function look(call: Call, image: ImageUpload): Promise<Found> {
  if (image.sizeBytes > maxImageBytes) return leftOut(tooLarge);
  if (isSomethingElse(image)) return leftOut(noImage);
  const bytes = await call.fetchImage(image).catch((error: unknown) => faultOf(error));
  if (typeof bytes === 'string') return leftOut(fetchFaults[bytes](platformName(call)));
  const shape = readPictureShape(bytes);
  if (shape === undefined) return leftOut(noImage);
  const misshapen = shapeFault(shape);
  return misshapen === undefined ? { bytes, mimeType: shape.mimeType } : leftOut(misshapen);
}

/** Whether the file calls itself a video or a document; such a file is not fetched. Images have many type names. */
function isSomethingElse({ mimeType }: ImageUpload): boolean {
  return !/^(?:image\/.*|application\/octet-stream)?$/.test(mimeType);
}

const tooLarge = 'it is larger than 10 MB';
const noImage = 'it is no JPEG, PNG, WebP or GIF image';

const fetchFaults: Readonly<Record<FetchFault, (platform: string) => string>> = {
  'too-large': () => tooLarge,
  'not-given': (platform) => `${platform} did not give it`,
  'too-slow': (platform) => `${platform} took too long to give it`,
};

function faultOf(error: unknown): FetchFault {
  return error instanceof PictureNotFetched ? error.fault : 'not-given';
}

// Telegram Bot API, sendPhoto.
const maxSidesSum = 10_000;
const maxSidesRatio = 20;

function shapeFault({ width, height }: PictureShape): string | undefined {
  const sides = `it measures ${width} × ${height} pixels`;
  if (width + height > maxSidesSum) return `${sides}, and width and height together may be 10,000 at most`;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (ratio > maxSidesRatio) return `${sides}, and one side may be 20 times the other at most`;
  return undefined;
}

function platformName(call: Call): string {
  return platformOf(call.place.destination) === 'discord' ? 'Discord' : 'Telegram';
}

function leftOut(why: string): Required<Pick<PictureKept, 'leftOut'>> {
  return { leftOut: `The picture was left out: ${why}.` };
}
