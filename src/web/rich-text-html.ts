import type { Block, Inline, RichText } from '../domain/text/rich-text.ts';
import { isWebAddress } from '../domain/text/runs.ts';
import { type Html, type HtmlValue, html } from './html.ts';

/**
 * A text as HTML that is well-formed XML too. Headings begin at `<h4>`, below an entry's headline. Only http and
 * https addresses become links; of others the label is left. A reader's clock is left out, since the page's own
 * script shows the reader's zone.
 */
export function richTextHtml(content: RichText): Html {
  return html`${content.map(blockHtml)}`;
}

/** A link, or the label alone when the address is not one of the web. */
export function linkHtml(label: HtmlValue, url: string): Html {
  return isWebAddress(url) ? html`<a href="${url}">${label}</a>` : html`${label}`;
}

function blockHtml(block: Block): Html {
  switch (block.type) {
    case 'heading':
      return html`<h4 dir="auto">${inlinesHtml(block.children)}${block.suffix && [' ', ...inlinesHtml(block.suffix)]}</h4>`;
    case 'paragraph':
      return html`<p dir="auto">${inlinesHtml(block.children)}</p>`;
    case 'small':
      return html`<p class="small" dir="auto">${inlinesHtml(block.children)}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">${block.children.map(blockHtml)}</blockquote>`;
    case 'list':
      return listHtml(block);
    case 'code-block':
      // Long lines scroll sideways; they have to be focusable for that to work by keyboard.
      return html`<pre tabindex="0"><code>${block.value}</code></pre>`;
    case 'rule':
      return html`<hr/>`;
  }
}

function listHtml({ ordered, start, items }: Extract<Block, { type: 'list' }>): Html {
  const rows = items.map((item) => html`<li dir="auto">${itemHtml(item)}</li>`);
  return ordered ? html`<ol start="${start}">${rows}</ol>` : html`<ul>${rows}</ul>`;
}

/** An item's first line is beside its marker. */
function itemHtml([first, ...rest]: RichText): HtmlValue {
  if (first?.type !== 'paragraph') return [...(first ? [blockHtml(first)] : []), ...rest.map(blockHtml)];
  return [...inlinesHtml(first.children), ...rest.map(blockHtml)];
}

function inlinesHtml(nodes: readonly Inline[], isInLink = false): readonly Html[] {
  return nodes.map((node) => inlineHtml(node, isInLink));
}

function inlineHtml(node: Inline, isInLink: boolean): Html {
  switch (node.type) {
    case 'text':
      return html`${node.value}`;
    case 'strong':
      return html`<strong>${inlinesHtml(node.children, isInLink)}</strong>`;
    case 'emphasis':
      return html`<em>${inlinesHtml(node.children, isInLink)}</em>`;
    case 'strike':
      return html`<s>${inlinesHtml(node.children, isInLink)}</s>`;
    case 'spoiler':
      return html`<span class="spoiler" tabindex="0">${inlinesHtml(node.children, isInLink)}</span>`;
    case 'code':
      return html`<code>${node.value}</code>`;
    case 'link':
      return isInLink
        ? html`${inlinesHtml(node.children, true)}`
        : linkHtml(inlinesHtml(node.children, true), node.url);
    case 'break':
      return html`<br/>`;
    case 'reader-clock':
      return html``;
  }
}
