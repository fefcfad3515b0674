import { badRequest } from './errors.ts';
import type { SandboxDocument, SandboxPhoto } from './model.ts';

/** The size of an image in pixels, and the usual file extension of its format. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  readonly extension: 'png' | 'jpg' | 'gif' | 'webp';
}

const maxPhotoBytes = 10 * 1024 * 1024;
const maxSidesSum = 10_000;
const maxRatio = 20;

/** A grey pixel (PNG), used as the small size of every photo. */
const thumbnailBytes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==',
  'base64',
);

/** Reads format and size from the beginning of a PNG, JPEG, GIF or WebP file; undefined for anything else. */
export function readImageShape(bytes: Uint8Array): ImageShape | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 24) return undefined;
  if (view.readUInt32BE(0) === 0x89504e47) {
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20), extension: 'png' };
  }
  if (view.toString('latin1', 0, 4) === 'GIF8') {
    return { width: view.readUInt16LE(6), height: view.readUInt16LE(8), extension: 'gif' };
  }
  if (view.readUInt16BE(0) === 0xffd8) return jpegShape(view);
  if (view.toString('latin1', 0, 4) === 'RIFF' && view.length >= 30) return webpShape(view);
  return undefined;
}

function jpegShape(view: Buffer): ImageShape | undefined {
  let at = 2;
  while (at + 9 < view.length && view[at] === 0xff) {
    const marker = view.readUInt8(at + 1);
    const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (startsFrame) {
      return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5), extension: 'jpg' };
    }
    at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpShape(view: Buffer): ImageShape | undefined {
  const format = view.toString('latin1', 8, 16);
  if (format === 'WEBPVP8X') {
    return { width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1, extension: 'webp' };
  }
  if (format === 'WEBPVP8L') {
    const bits = view.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, extension: 'webp' };
  }
  if (format !== 'WEBPVP8 ') return undefined;
  return {
    width: view.readUInt16LE(26) & 0x3fff,
    height: view.readUInt16LE(28) & 0x3fff,
    extension: 'webp',
  };
}

/** A file that the bot may download. */
interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The photos of one sandbox. */
export interface PhotoStore {
  /** Throws Telegram's refusal when the bytes are not a photo (Bot API, "sendPhoto"). */
  add(bytes: Uint8Array): SandboxPhoto;
  /** Takes any file. */
  addDocument(file: Omit<SandboxDocument, 'fileId'>): SandboxDocument;
  photo(fileId: string): SandboxPhoto | undefined;
  file(fileId: string): StoredFile | undefined;
  fileAt(path: string): StoredFile | undefined;
}

/** Starts empty. A photo's bytes are kept once, however often it is sent. */
export function createPhotoStore(): PhotoStore {
  const photos = new Map<string, SandboxPhoto>();
  const files = new Map<string, StoredFile>();
  const paths = new Map<string, StoredFile>();

  function keep(file: StoredFile): void {
    files.set(file.fileId, file);
    paths.set(file.path, file);
  }

  return {
    add(bytes) {
      const { width, height, extension } = checkPhoto(bytes);
      const number = photos.size + 1;
      const fileId = `AgACAgSandboxPhoto${number}y`;
      const thumbnailId = `AgACAgSandboxPhoto${number}s`;
      const photo: SandboxPhoto = { fileId, thumbnailId, bytes, width, height };
      photos.set(fileId, photo);
      keep({ fileId, uniqueId: `AQSandbox${number}y`, path: `photos/file_${number}.${extension}`, bytes });
      keep({
        fileId: thumbnailId,
        uniqueId: `AQSandbox${number}s`,
        path: `thumbnails/file_${number}.png`,
        bytes: thumbnailBytes,
      });
      return photo;
    },
    addDocument(file) {
      const number = files.size + 1;
      const fileId = `BQACAgSandboxFile${number}`;
      const path = `documents/file_${number}`;
      keep({ fileId, uniqueId: `AgSandbox${number}f`, path, bytes: file.bytes });
      return { ...file, fileId };
    },
    photo: (fileId) => photos.get(fileId),
    file: (fileId) => files.get(fileId),
    fileAt: (path) => paths.get(path),
  };
}

function checkPhoto(bytes: Uint8Array): ImageShape {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > maxPhotoBytes) {
    throw badRequest(`file "photo" of size ${bytes.length} bytes is too big for a photo`);
  }
  const shape = readImageShape(bytes);
  if (shape === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = shape;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (width + height > maxSidesSum || ratio > maxRatio) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return shape;
}
