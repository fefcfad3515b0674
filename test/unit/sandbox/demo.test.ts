import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { demoStory, demoZone } from '../../../src/sandbox/demo.ts';
import { demoPicture } from '../../../src/sandbox/demo-picture.ts';
import { readImageShape } from '../../../src/sandbox/telegram/photo.ts';

describe("the story's zone", () => {
  const january = Date.UTC(2026, 0, 15);
  const july = Date.UTC(2026, 6, 15);

  it.each([
    ['UTC', january, 'Pacific/Auckland'],
    ['Asia/Kathmandu', january, 'Pacific/Auckland'],
    ['Pacific/Auckland', january, 'Asia/Kathmandu'],
    ['Antarctica/McMurdo', january, 'Asia/Kathmandu'],
    ['Pacific/Fiji', july, 'Asia/Kathmandu'],
  ] as const)('is another than the one of a reader in %s', (readerZone, now, zone) => {
    expect(demoZone(readerZone, now)).toBe(zone);
  });
});

test('the headlines and key developments keep to what is read at a glance', () => {
  const { headlines, keyDevelopments } = demoStory('Pacific/Auckland');
  expect(headlines).toHaveLength(8);
  expect(keyDevelopments).toHaveLength(5);
  for (const headline of headlines) expect(headline.length).toBeLessThanOrEqual(64);
  for (const line of keyDevelopments) expect(line.split(' ').length).toBeLessThanOrEqual(12);
});

test('the picture is a PNG file that is whole', () => {
  const bytes = Buffer.from(demoPicture());
  expect(readImageShape(bytes)).toEqual({ width: 640, height: 360, extension: 'png' });
  const dataAt = bytes.indexOf('IDAT');
  const length = bytes.readUInt32BE(dataAt - 4);
  const data = bytes.subarray(dataAt + 4, dataAt + 4 + length);
  expect(inflateSync(data)).toHaveLength(360 * (1 + 640 * 3));
  expect(bytes.readUInt32BE(dataAt + 4 + length)).toBe(crc32(bytes.subarray(dataAt, dataAt + 4 + length)));
});
