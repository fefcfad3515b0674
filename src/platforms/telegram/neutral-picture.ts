import { crc32, deflateSync } from 'node:zlib';

// A grey square: wide enough that apps do not enlarge it, and only a few hundred bytes.
const side = 320;
const grey = 0xd9;

/**
 * The picture that replaces one that must not be seen any more, since Telegram never turns a photo message into text
 * again. A PNG file (W3C, "Portable Network Graphics") of one grey area. Every call gives the same bytes.
 */
export function neutralPicture(): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits per pixel, greyscale.
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc(side * (side + 1), grey);
  // Each row begins with its filter: none.
  for (let row = 0; row < side; row += 1) rows.writeUInt8(0, row * (side + 1));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(data.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}
