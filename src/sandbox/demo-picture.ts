import { crc32, deflateSync } from 'node:zlib';

const width = 640;
const height = 360;
const horizon = 212;

type Color = readonly [red: number, green: number, blue: number];

/** The colours of the sky from its top to the horizon. */
const sky: readonly Color[] = [
  [38, 52, 94],
  [104, 92, 138],
  [222, 140, 118],
  [252, 204, 144],
];

const sun = { x: 436, y: 190, radius: 26 };
const hill: Color = [44, 48, 72];
const deepWater: Color = [22, 36, 62];

/**
 * Draws the sun over water between hills: 640 × 360 pixels, as a PNG file (W3C, "Portable Network Graphics"). The
 * demo needs a photo of its own, without a download. Every call gives the same bytes.
 */
export function demoPicture(): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(
        pointAt(x, y).map((part) => Math.round(part)),
        y * (1 + width * 3) + 1 + x * 3,
      );
    }
  }
  return pngOf(rows);
}

function pointAt(x: number, y: number): Color {
  return y < horizon ? above(x, y) : water(x, y);
}

function above(x: number, y: number): Color {
  if (y > ridge(x)) return mixed(hill, [92, 84, 112], (y - 150) / 90);
  const away = Math.hypot(x - sun.x, y - sun.y);
  if (away < sun.radius) return [255, 244, 206];
  const glow = Math.max(0, 1 - away / 240) ** 2;
  return mixed(skyAt(y / horizon), [255, 226, 168], glow * 0.8);
}

/** Where the hills end and the sky begins, in pixels from the top: high at both sides, open in the middle. */
function ridge(x: number): number {
  const slope = 64 * ((x - 400) / 320) ** 2;
  return horizon - 6 - slope - 7 * Math.sin(x / 31) - 4 * Math.sin(x / 13 + 2);
}

/** The water mirrors what is above it, darker the nearer it is, broken by waves. */
function water(x: number, y: number): Color {
  const depth = (y - horizon) / (height - horizon);
  const wave = Math.sin(y * 0.9 + Math.sin(x / 47 + y / 9) * 2.4);
  const sway = wave * (2 + depth * 16);
  const mirrored = above(x + sway, Math.max(0, horizon - 1 - (y - horizon) * 1.25));
  const path = Math.max(0, 1 - Math.abs(x + sway * 1.5 - sun.x) / (22 + depth * 70));
  const lit = mixed(mixed(mirrored, deepWater, 0.25 + depth * 0.5), [255, 214, 156], path * 0.55);
  return wave > 0.86 ? mixed(lit, [214, 190, 178], 0.14) : lit;
}

function skyAt(share: number): Color {
  const at = Math.min(share, 0.999) * (sky.length - 1);
  const from = sky[Math.floor(at)] ?? hill;
  return mixed(from, sky[Math.floor(at) + 1] ?? from, at % 1);
}

function mixed(one: Color, other: Color, share: number): Color {
  const part = Math.min(1, Math.max(0, share));
  const mix = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * part;
  return [mix(0), mix(1), mix(2)];
}

/** `rows` holds the filter type 0 and then three bytes a pixel, for each row. */
function pngOf(rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const [bitDepth, trueColor] = [8, 2];
  header.set([bitDepth, trueColor], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
