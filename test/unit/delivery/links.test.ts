import { describe, expect, it, test } from 'vitest';
import { placeholderOf, withLinks } from '../../../src/delivery/links.ts';
import { createRenderCache } from '../../../src/delivery/render-cache.ts';
import { list, paragraph } from '../../../src/domain/text/build.ts';
import type { RichText } from '../../../src/domain/text/rich-text.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import type { Render } from '../../../src/platforms/platform.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';

const address = 'https://discord.com/channels/1/2/3';
const content: RichText = [
  list([[{ type: 'link', url: placeholderOf(7), children: [{ type: 'text', value: 'Ferries stay' }] }]]),
];
const links = new Map([[placeholderOf(7), address]]);

test('what stands for an address is as long as the longest address there can be', () => {
  const longest = `https://discord.com/channels/${[1, 2, 3].map(() => '9'.repeat(20)).join('/')}`;
  expect(placeholderOf(1).length).toBeGreaterThanOrEqual(longest.length);
  expect(placeholderOf(123_456).length).toBe(placeholderOf(1).length);
});

describe.each<[string, Render]>([
  ['discord', renderDiscord],
  ['telegram', renderTelegram],
])('on %s', (_, render) => {
  it('a link leads to the destination’s own message', () => {
    const [part] = withLinks(render(content), links);
    const shown = JSON.stringify([part?.text, part?.entities]);
    expect(shown).toContain(address);
    expect(shown).not.toContain('.invalid');
    expect(part?.text).toContain('Ferries stay');
  });

  it('equal addresses make equal fingerprints, others another one, and nothing changes without', () => {
    const other = new Map([[placeholderOf(7), `${address}0`]]);
    const parts = render(content);
    const [one, again, another] = [links, new Map(links), other].map((some) => withLinks(parts, some)[0]);
    expect(one?.fingerprint).toBe(again?.fingerprint);
    expect(one?.fingerprint).not.toBe(another?.fingerprint);
    const plain = render([paragraph('No link')]);
    expect(withLinks(plain, links)).toEqual(plain);
  });

  it('is rendered once for all destinations', () => {
    let count = 0;
    const parts = createRenderCache((...args) => {
      count += 1;
      return render(...args);
    });
    const shown = ['1', '2', '3'].map((id) =>
      parts({
        compose: () => ({ content }),
        cacheKey: 'card',
        links: new Map([[placeholderOf(7), `https://t.me/c/1/${id}`]]),
      }),
    );
    expect(count).toBe(1);
    expect(new Set(shown.map(([part]) => part?.fingerprint)).size).toBe(3);
  });
});
