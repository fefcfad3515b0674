import { describe, expect, it } from 'vitest';
import { type HtmlValue, html, joined, jsonData, markup } from '../../../src/web/html.ts';
import { attacks, everyAttack } from '../../support/web/hostile.ts';
import { elementsNamed, elementsOf } from '../../support/web/html-reader.ts';

const bare = elementsOf('').map(({ name }) => name);

describe('a template of HTML', () => {
  it.each(attacks)('makes no element and no attribute of %j', (attack) => {
    const page = markup(html`<p title="${attack}">${attack}</p>`);
    const elements = elementsOf(page);
    expect(elements.map(({ name }) => name)).toEqual([...bare, 'p']);
    expect(Object.keys(elements.at(-1)?.attributes ?? {})).toEqual(['title']);
    expect(elements.at(-1)?.attributes['title']).toBe(elements.at(-1)?.text);
  });

  it('shows what was typed', () => {
    const [p] = elementsNamed(markup(html`<p>${`<b> & "q" 'a' &lt;`}</p>`), 'p');
    expect(p?.text).toBe(`<b> & "q" 'a' &lt;`);
  });

  it('takes out what turns text round or is not seen', () => {
    expect(markup(html`${'a\u202eb\u0000\r\nc\ud800'}`)).toBe('ab\nc\ufffd');
  });

  it('nests, lists, counts, and leaves out what is not there', () => {
    const list: readonly HtmlValue[] = ['<', html`<b>${1}</b>`, undefined, false, ['&', 0]];
    expect(markup(html`<i>${list}</i>`)).toBe('<i>&lt;<b>1</b>&amp;0</i>');
  });

  it('joins what is there', () => {
    expect(markup(html`${joined(['a', undefined, html`<b></b>`, false, 'c'], ' & ')}`)).toBe(
      'a &amp; <b></b> &amp; c',
    );
    expect(markup(html`${joined([], ', ')}`)).toBe('');
  });
});

describe('data in a script element', () => {
  it('comes out as it went in, and never ends the element', () => {
    const data = { [everyAttack]: attacks };
    const page = markup(html`<script type="application/ld+json">${jsonData(data)}</script><p>after</p>`);
    const [script, ...others] = elementsNamed(page, 'script');
    expect(others).toEqual([]);
    expect(JSON.parse(script?.text ?? '')).toEqual(data);
    expect(elementsNamed(page, 'p')).toHaveLength(1);
  });
});
