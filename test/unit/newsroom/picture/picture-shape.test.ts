import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPictureShape } from '../../../../src/newsroom/picture/picture-shape.ts';
import { gifOf, jpegOf, pngOf, webpOf } from '../../../support/pictures.ts';

const sides = { width: 1280, height: 721 };
const thumbnail = jpegOf({ width: 160, height: 90 });
const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, thumbnail.length + 2]), thumbnail]);
const fill = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xdb, 0, 3, 0, 0xff, 0xc4, 0, 4, 1, 2]);
const images = {
  png: ['image/png', pngOf(sides)],
  gif: ['image/gif', gifOf(sides)],
  'simple jpeg': ['image/jpeg', jpegOf(sides)],
  'progressive jpeg': ['image/jpeg', jpegOf(sides, { frame: 0xc2 })],
  'jpeg with a small one inside': ['image/jpeg', jpegOf(sides, { before: exif })],
  'jpeg with fill bytes and tables': ['image/jpeg', jpegOf(sides, { before: fill })],
  'lossy webp': ['image/webp', webpOf(sides, 'VP8 ')],
  'lossless webp': ['image/webp', webpOf(sides, 'VP8L')],
  'webp with more': ['image/webp', webpOf(sides, 'VP8X')],
} as const;

describe('the shape of a picture', () => {
  test.each(Object.entries(images))('is read from a %s', (_, [mimeType, bytes]) => {
    expect(readPictureShape(bytes)).toEqual({ mimeType, ...sides });
    expect(readPictureShape(Buffer.concat([Buffer.alloc(5), bytes]).subarray(5))).toMatchObject(sides);
  });

  test.each([
    ['an empty file', ''],
    ['a PDF', '%PDF-1.7 and so on, and so on'],
    ['a page that says so', '<html><img src="a.png"></html>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['a HEIC photo', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['a bitmap', 'BM6\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x09\0\0\0\x09\0\0\0'],
    ['a sound', 'RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0'],
    ['a JPEG without a frame', '\xff\xd8\xff\xda\0\x08\x01\x01\0\0\x3f\0 data data data'],
    ['a WebP of an unknown kind', 'RIFF\x24\0\0\0WEBPVP9 \x10\0\0\0\x01\0\x01\0\x01\0\x01\0\x01\0'],
  ])('is not found in %s', (_, text) => {
    expect(readPictureShape(Buffer.from(text, 'latin1'))).toBeUndefined();
  });

  test('is none without a side', () => {
    expect(readPictureShape(pngOf({ width: 0, height: 9 }))).toBeUndefined();
  });

  test('is never a fault, however a file breaks off or is damaged', () => {
    const whole = fc.constantFrom(...Object.values(images).map(([, bytes]) => bytes));
    const damage = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(whole, fc.nat(80), damage, (bytes, end, changes) => {
        const broken = Buffer.from(bytes.subarray(0, end));
        for (const [at, value] of changes) if (at < broken.length) broken[at] = value;
        const shape = readPictureShape(broken);
        expect(shape === undefined || (shape.width > 0 && shape.height > 0)).toBe(true);
      }),
      { numRuns: 5_000, seed: 7 },
    );
  });
});
