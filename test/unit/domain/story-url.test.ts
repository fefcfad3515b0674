import { expect, it } from 'vitest';
import { entryUrl, storyUrl } from '../../../src/domain/story-url.ts';

it('is below the public address', () => {
  expect(storyUrl('https://news.example', 'lindhavn-ferries')).toBe(
    'https://news.example/s/lindhavn-ferries',
  );
  expect(entryUrl('https://news.example/wire', 'lindhavn-ferries', 17)).toBe(
    'https://news.example/wire/s/lindhavn-ferries/17',
  );
});
