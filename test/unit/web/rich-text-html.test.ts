import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { link } from '../../../src/domain/text/build.ts';
import { parseMarkdown } from '../../../src/domain/text/markdown.ts';
import { markup } from '../../../src/web/html.ts';
import { richTextHtml } from '../../../src/web/rich-text-html.ts';
import { nastyMarkdown, richText } from '../../support/text/arbitraries.ts';
import { badAddresses } from '../../support/web/hostile.ts';
import { elementsOf } from '../../support/web/html-reader.ts';
import { checkXml } from '../../support/web/validators.ts';

const shown = (markdown: string) => markup(richTextHtml(parseMarkdown(markdown)));

const allowed = new Set(
  'html head body p h4 blockquote ul ol li pre code hr strong em s span a br'.split(' '),
);

function isOwn({ name, attributes }: ReturnType<typeof elementsOf>[number]): boolean {
  return (
    allowed.has(name) &&
    /^https?:\/\//i.test(attributes['href'] ?? 'https://') &&
    Object.keys(attributes).every((key) => /^(href|dir|start|class|tabindex)$/.test(key))
  );
}

describe('a text as HTML', () => {
  it.each([
    ['a **b** *c* ~~d~~ `e`', '<p dir="auto">a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>'],
    ['a\nb', '<p dir="auto">a<br/>b</p>'],
    ['## Title', '<h4 dir="auto">Title</h4>'],
    ['> a\n>\n> b', '<blockquote dir="auto"><p dir="auto">a</p><p dir="auto">b</p></blockquote>'],
    ['3. a\n4. b', '<ol start="3"><li dir="auto">a</li><li dir="auto">b</li></ol>'],
    ['- a\n\n  b', '<ul><li dir="auto">a<p dir="auto">b</p></li></ul>'],
    ['```\n<b>\n```', '<pre tabindex="0"><code>&lt;b&gt;</code></pre>'],
    ['***', '<hr/>'],
    ['||who||', '<p dir="auto"><span class="spoiler" tabindex="0">who</span></p>'],
    [
      '[x](https://example.org/?a=1&b="2")',
      '<p dir="auto"><a href="https://example.org/?a=1&amp;b=&quot;2&quot;">x</a></p>',
    ],
    ['<script>alert(1)</script>', '<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ])('%j', (markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });

  it.each(badAddresses)('leads nowhere for %j', (address) => {
    const direct = markup(richTextHtml([{ type: 'paragraph', children: [link('label', address)] }]));
    expect(direct).toBe('<p dir="auto">label</p>');
  });

  it('makes one link of a link in a link', () => {
    const inner = link(link('label', 'https://inner.example/'), 'https://outer.example/');
    expect(markup(richTextHtml([{ type: 'paragraph', children: [inner] }]))).toBe(
      '<p dir="auto"><a href="https://outer.example/">label</a></p>',
    );
  });

  it('is nothing but our own elements, well-formed, for any Markdown and any tree', () => {
    fc.assert(
      fc.property(fc.oneof(nastyMarkdown.map(parseMarkdown), richText), (content) => {
        const html = markup(richTextHtml(content));
        checkXml(`<div>${html}</div>`);
        expect(elementsOf(html).filter((element) => !isOwn(element))).toEqual([]);
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});
