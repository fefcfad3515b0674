import { expect, it } from 'vitest';
import { entryUrl, storyUrl, withPage } from '../../../src/domain/story-url.ts';

it('is below the public address', () => {
  expect(storyUrl('https://news.example', 'lindhavn-ferries')).toBe(
    'https://news.example/s/lindhavn-ferries',
  );
  expect(entryUrl('https://news.example/wire', 'lindhavn-ferries', 17)).toBe(
    'https://news.example/wire/s/lindhavn-ferries/17',
  );
});

it('stands in for the address of a full story that has none', () => {
  const publicUrl = 'https://news.example';
  expect(withPage({ slug: 'a' }, publicUrl)).toEqual({ slug: 'a', url: 'https://news.example/s/a' });
  expect(withPage({ slug: 'a', url: 'https://own.example/a' }, publicUrl).url).toBe('https://own.example/a');
  expect(withPage({ slug: 'a' }, undefined)).toEqual({ slug: 'a' });
});
