/** The kinds of image that both platforms show. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/** What the bytes of an image say about it; the sides are in pixels. */
export interface PictureShape {
  readonly mimeType: PictureType;
  readonly width: number;
  readonly height: number;
}

type Sides = Pick<PictureShape, 'width' | 'height'>;

/** How one kind of image is recognised and measured. `measure` may read past the end, which throws a RangeError. */
interface Format {
  readonly mimeType: PictureType;
  isOne(bytes: Buffer): boolean;
  measure(bytes: Buffer): Sides | undefined;
}

const formats: readonly Format[] = [
  {
    // W3C, "Portable Network Graphics", 5.2 and 11.2.1: the signature, then the chunk IHDR.
    mimeType: 'image/png',
    isOne: (bytes) => latin1(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && latin1(bytes, 12, 16) === 'IHDR',
    measure: (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  },
  {
    // ITU-T T.81, annex B: markers one after another, among them a frame header with the sides.
    mimeType: 'image/jpeg',
    isOne: (bytes) => latin1(bytes, 0, 3) === '\xff\xd8\xff',
    measure: measureJpeg,
  },
  {
    // CompuServe, "GIF89a Specification", 17 and 18.
    mimeType: 'image/gif',
    isOne: (bytes) => /^GIF8[79]a$/.test(latin1(bytes, 0, 6)),
    measure: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  },
  {
    // RFC 9649, "WebP Image Format", 2.4 to 2.7.
    mimeType: 'image/webp',
    isOne: (bytes) => latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 12) === 'WEBP',
    measure: measureWebp,
  },
];

/**
 * Reads kind and sides from an image's first bytes, whatever its name or sender say. Undefined when it is not a JPEG,
 * PNG, WebP or GIF image, or ends before its sides are given. Never throws.
 */
export function readPictureShape(image: Uint8Array): PictureShape | undefined {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const format = formats.find(({ isOne }) => isOne(bytes));
  const sides = format && measured(format, bytes);
  if (format === undefined || sides === undefined || sides.width === 0 || sides.height === 0)
    return undefined;
  return { mimeType: format.mimeType, ...sides };
}

function measured({ measure }: Format, bytes: Buffer): Sides | undefined {
  try {
    return measure(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Markers without a length. */
const loneMarkers = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Markers from C0 to CF that do not begin a frame: tables and a reserved one. */
const noFrames: readonly number[] = [0xc4, 0xc8, 0xcc];

function measureJpeg(bytes: Buffer): Sides | undefined {
  let at = 2;
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && !noFrames.includes(marker)) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    // A marker may be preceded by any number of fill bytes FF.
    if (marker === 0xff) at += 1;
    else at += 2 + (loneMarkers(marker) ? 0 : bytes.readUInt16BE(at + 2));
  }
  return undefined;
}

function measureWebp(bytes: Buffer): Sides | undefined {
  switch (latin1(bytes, 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

function latin1(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}
