import type { BlockContent, PhrasingContent } from 'mdast';
import { cleanText } from '../domain/text/clean-text.ts';
import type { Block, Inline, RichText } from '../domain/text/rich-text.ts';
import { isWebAddress } from '../domain/text/runs.ts';

/** A text as the tree of a Markdown document. Headings begin at the fourth level, below an entry's headline. */
export function richTextNodes(content: RichText): BlockContent[] {
  return content.map(blockNode);
}

/** Text in which nothing is read as Markdown. */
export function textNode(value: string): PhrasingContent {
  return { type: 'text', value: cleanText(value).replaceAll('\n', ' ') };
}

/** A link, or the label alone when the address is not one of the web. */
export function linkNodes(label: string, url: string): PhrasingContent[] {
  return isWebAddress(url) ? [{ type: 'link', url, children: [textNode(label)] }] : [textNode(label)];
}

function blockNode(block: Block): BlockContent {
  switch (block.type) {
    case 'heading':
      return {
        type: 'heading',
        depth: 4,
        children: [
          ...inlineNodes(block.children),
          ...(block.suffix ? [textNode(' '), ...inlineNodes(block.suffix)] : []),
        ],
      };
    case 'paragraph':
    case 'small':
      return { type: 'paragraph', children: inlineNodes(block.children) };
    case 'quote':
      return { type: 'blockquote', children: richTextNodes(block.children) };
    case 'list':
      return {
        type: 'list',
        ordered: block.ordered,
        start: block.ordered ? block.start : null,
        spread: false,
        children: block.items.map((item) => ({
          type: 'listItem',
          spread: false,
          children: richTextNodes(item),
        })),
      };
    case 'code-block':
      return { type: 'code', value: block.value, lang: block.language ?? null };
    case 'rule':
      return { type: 'thematicBreak' };
  }
}

function inlineNodes(nodes: readonly Inline[]): PhrasingContent[] {
  return nodes.flatMap(inlineNode);
}

function inlineNode(node: Inline): PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return [textNode(node.value)];
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: inlineNodes(node.children) }];
    case 'strike':
      return [{ type: 'delete', children: inlineNodes(node.children) }];
    // Markdown has no spoilers.
    case 'spoiler':
      return inlineNodes(node.children);
    case 'code':
      return [{ type: 'inlineCode', value: node.value }];
    case 'link':
      return isWebAddress(node.url)
        ? [{ type: 'link', url: node.url, children: inlineNodes(node.children) }]
        : inlineNodes(node.children);
    case 'break':
      return [{ type: 'break' }];
    case 'reader-clock':
      return [];
  }
}
