import { expect, test } from 'vitest';
import { createRenderCache } from '../../../src/delivery/render-cache.ts';
import type { Wanted } from '../../../src/delivery/wanted.ts';
import type { Part } from '../../../src/platforms/platform.ts';

function createCounted(size?: number) {
  const composed: string[] = [];
  const parts = createRenderCache(
    (_content, options): readonly Part[] => [
      { fingerprint: options?.linkPreview ?? '', text: composed.at(-1) ?? '', entities: [] },
    ],
    size,
  );
  function ask(words: string, cacheKey?: string): string | undefined {
    const compose = () => {
      composed.push(words);
      return { content: [], linkPreview: `https://example.org/${words}` };
    };
    const wanted: Wanted = { compose, silent: false, pin: false, revision: 1, ...(cacheKey && { cacheKey }) };
    return parts(wanted)[0]?.text;
  }
  return { ask, composed };
}

test('what has an equal key is composed and rendered once', () => {
  const { ask, composed } = createCounted();
  expect([ask('one', 'a'), ask('two', 'b'), ask('three', 'a')]).toEqual(['one', 'two', 'one']);
  expect(composed).toEqual(['one', 'two']);
});

test('what has no key is made anew each time', () => {
  const { ask, composed } = createCounted();
  expect([ask('one'), ask('two')]).toEqual(['one', 'two']);
  expect(composed).toEqual(['one', 'two']);
});

test('the oldest rendering makes room for the newest', () => {
  const { ask, composed } = createCounted(2);
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) ask(key, key);
  expect(composed).toEqual(['a', 'b', 'c', 'a']);
});
