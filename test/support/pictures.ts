/** The two sides of an image in pixels. */
export interface Sides {
  readonly width: number;
  readonly height: number;
}

/** A PNG file as far as its first chunk (W3C, "Portable Network Graphics", 11.2.1). */
export function pngOf({ width, height }: Sides): Buffer {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.write('\x08\x00', 24, 'latin1');
  return head;
}

/** A GIF file as far as its logical screen ("GIF89a Specification", 18). */
export function gifOf({ width, height }: Sides): Buffer {
  const head = Buffer.alloc(26);
  head.write('GIF89a', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}

/** A JPEG file as far as its frame header, behind `before` (ITU-T T.81, B.2.2). `frame` is the marker's second byte. */
export function jpegOf({ width, height }: Sides, { before = app0, frame = 0xc0 } = {}): Buffer {
  const header = Buffer.alloc(19);
  header.set([0xff, frame, 0, 17, 8]);
  header.writeUInt16BE(height, 5);
  header.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), before, header]);
}

/** The segment that begins most JPEG files. */
const app0 = Buffer.from('\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00', 'latin1');

/** A WebP file as far as its first chunk says the sides (RFC 9649, 2.5 to 2.7). */
export function webpOf({ width, height }: Sides, kind: 'VP8 ' | 'VP8L' | 'VP8X'): Buffer {
  const head = Buffer.alloc(32);
  head.write(`RIFF\x18\0\0\0WEBP${kind}\x0c\0\0\0`, 'latin1');
  if (kind === 'VP8X') {
    head.writeUIntLE(width - 1, 24, 3);
    head.writeUIntLE(height - 1, 27, 3);
  } else if (kind === 'VP8L') {
    head.writeUInt8(0x2f, 20);
    head.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  } else {
    head.set([0x9d, 0x01, 0x2a], 23);
    head.writeUInt16LE(width, 26);
    head.writeUInt16LE(height, 28);
  }
  return head;
}
