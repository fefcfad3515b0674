import { expect, test } from 'vitest';
import { createPhotoStore, readImageShape } from '../../../../src/sandbox/telegram/photo.ts';

/** A PNG's head with these sides; the rest of the file does not matter to its shape. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.writeUInt32BE(0x89504e47, 0);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

const padding = Buffer.alloc(32);
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0, 90, 1, 64]),
  padding,
]);
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([64, 1, 90, 0]), padding]);
const webpHead = (format: string) => [Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from(`WEBP${format}`)];
const lossy = Buffer.concat([...webpHead('VP8 '), Buffer.alloc(10), Buffer.from([64, 1, 90, 0])]);
const lossless = Buffer.concat([...webpHead('VP8L'), Buffer.alloc(5), Buffer.from([63, 65, 22, 0]), padding]);
const extended = Buffer.concat([
  ...webpHead('VP8X'),
  Buffer.alloc(8),
  Buffer.from([63, 1, 0, 89, 0, 0]),
  padding,
]);

test.each([
  ['png', png(320, 90)],
  ['jpg', jpeg],
  ['gif', gif],
  ['webp', lossy],
  ['webp', lossless],
  ['webp', extended],
])('the sides of a %s are read', (extension, bytes) => {
  expect(readImageShape(bytes)).toEqual({ width: 320, height: 90, extension });
});

test.each([Buffer.alloc(0), Buffer.from('plain text that is no picture'), Buffer.from([0xff, 0xd8, 0xff])])(
  'no picture has no sides',
  (bytes) => {
    expect(readImageShape(bytes)).toBeUndefined();
  },
);

test('sides and weight have limits', () => {
  const store = createPhotoStore();

  expect(store.add(png(2000, 100))).toMatchObject({ width: 2000, height: 100 });
  expect(() => store.add(png(2001, 100))).toThrow('PHOTO_INVALID_DIMENSIONS');
  expect(() => store.add(png(5001, 5000))).toThrow('PHOTO_INVALID_DIMENSIONS');
  expect(() => store.add(Buffer.alloc(0))).toThrow('file must be non-empty');
  expect(() => store.add(Buffer.concat([png(9, 9), Buffer.alloc(10 * 1024 * 1024)]))).toThrow(
    'too big for a photo',
  );
});

test('a file is found by its id and by its path, the small size too', () => {
  const store = createPhotoStore();
  const photo = store.add(png(9, 9));

  const file = store.file(photo.fileId);

  expect(file?.bytes).toEqual(png(9, 9));
  expect(store.fileAt(file?.path ?? '')).toBe(file);
  expect(readImageShape(store.file(photo.thumbnailId)?.bytes ?? Buffer.alloc(0))).toMatchObject({ width: 1 });
});
