import { cleanText } from '../../../src/domain/clean-text.ts';
import type { Block, Inline, RichText } from '../../../src/domain/rich-text.ts';

/** The text that a tree holds, read off its nodes: what readers must see on any platform, but for bullets. */
export function treeText(content: RichText): string {
  return content.map(blockText).join('\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${inlineText(block.children)} ${inlineText(block.suffix ?? [])}`;
    case 'paragraph':
    case 'small':
      return inlineText(block.children);
    case 'quote':
      return treeText(block.children);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${block.start + index}. ` : ''}${treeText(item)}`)
        .join('\n');
    case 'code-block':
      return cleanText(block.value);
    case 'rule':
      return '———';
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(nodeText).join('');
}

function nodeText(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return cleanText(node.value);
    case 'break':
      return '\n';
    case 'reader-clock':
      return '';
    default:
      return inlineText(node.children);
  }
}
