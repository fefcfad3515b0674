import { cleanText } from '../../../src/domain/text/clean-text.ts';
import type { Block, Inline, RichText } from '../../../src/domain/text/rich-text.ts';
import { Collected, type Stretch } from './stretch.ts';

/** What a tree holds, read off its nodes: what readers must see of it on any platform, and how it looks. */
export function readTree(content: RichText): readonly Stretch[] {
  const found = new Collected();
  for (const block of content) readBlock(block, found, 0);
  return found.stretches;
}

/** The text alone of what was read. */
export function textOf(stretches: readonly Stretch[]): string {
  return stretches.map(({ text }) => text).join('');
}

function readBlock(block: Block, found: Collected, lists: number): void {
  switch (block.type) {
    case 'heading': {
      const weight = lists > 0 || block.level === 4 ? 'strong' : 'heading';
      found.within(weight, () => readInlines(block.children, found));
      const suffix = () => readInlines(block.suffix ?? [], found);
      return weight === 'heading' ? found.within('suffix', suffix) : suffix();
    }
    case 'paragraph':
      return readInlines(block.children, found);
    case 'small':
      return found.within('small', () => readInlines(block.children, found));
    case 'quote':
      return found.within('quote', () => block.children.forEach((child) => readBlock(child, found, 0)));
    case 'list':
      return block.items.forEach((item, index) => {
        if (block.ordered) found.add(`${block.start + index}.`);
        item.forEach((child) => readBlock(child, found, lists + 1));
      });
    case 'code-block':
      return found.add(cleanText(block.value), ['code-block']);
    case 'rule':
      return found.add('———');
  }
}

function readInlines(nodes: readonly Inline[], found: Collected): void {
  for (const node of nodes) readInline(node, found);
}

function readInline(node: Inline, found: Collected): void {
  switch (node.type) {
    case 'text':
      return found.add(cleanText(node.value));
    case 'code':
      return readCode(node.value, found);
    case 'break':
    case 'reader-clock':
      return;
    case 'link':
      return readLink(node, found);
    default:
      return found.within(node.type, () => readInlines(node.children, found));
  }
}

/** Spoilers and links win over code. */
function readCode(value: string, found: Collected): void {
  const isPlain = found.open.includes('spoiler') || found.open.includes('link');
  found.add(cleanText(value), isPlain ? undefined : ['code']);
}

/** A link without other words is its bare address; one within another leads where the outer one leads. */
function readLink({ url, children }: Extract<Inline, { type: 'link' }>, found: Collected): void {
  const inside = new Collected();
  inside.within('link', () => readInlines(children, inside));
  const label = textOf(inside.stretches).trim();
  if (!/^https?:/.test(url) || found.open.includes('link')) return readInlines(children, found);
  if (label === '' || label === url) return found.add(url);
  found.within('link', () => readInlines(children, found));
}
