import { expect, test } from 'vitest';
import { testStore } from '../../support/store.ts';

const image = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0x80]);

test('an image is kept once by its content, byte by byte, and without an end', async () => {
  const { kept, records, keys } = testStore();
  const id = await kept.keepMedia(image);
  expect(await kept.keepMedia(new Uint8Array(image))).toBe(id);
  expect(await kept.keepMedia(image.subarray(1))).not.toBe(id);
  expect(Buffer.from((await kept.media(id)) ?? [])).toEqual(image);
  expect(await records.pttl(keys.media(id))).toBe(-1);
});

test('an image that is gone is no image', async () => {
  const { kept } = testStore();
  expect(await kept.media('never-kept')).toBeUndefined();
});

test('a value is kept for its time and under a token that nobody guesses', async () => {
  const { kept, records, keys } = testStore();
  const token = await kept.keep({ path: ['digest'] }, 60_000);
  expect(token).toMatch(/^[\w-]{22}$/);
  expect(await kept.kept(token)).toEqual({ path: ['digest'] });
  expect(await records.pttl(keys.kept(token))).toBeGreaterThan(0);
  expect(await kept.kept('never-kept')).toBeUndefined();
});
