import type { BlockContent, Definition, DefinitionContent, List, ListItem, Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { createRecent } from '../recent.ts';
import { codeBlock } from './build.ts';
import { cleanText } from './clean-text.ts';
import { toLines } from './lines.ts';
import { asTyped, deepest, lines, type Source, toInlines } from './markdown-inline.ts';
import { limitNesting } from './markdown-nesting.ts';
import { endQuotes } from './markdown-quotes.ts';
import { spoilerNodes, spoilerSyntax } from './markdown-spoiler.ts';
import { tableBlock } from './markdown-table.ts';
import type { Block, Inline, RichText } from './rich-text.ts';

/**
 * Two constructs that would surprise people who type into a chat: a line of dashes under a paragraph does not make a
 * heading, and an indented line is not code.
 */
const withoutSurprises = { disable: { null: ['setextUnderline', 'codeIndented'] } };

const reading = {
  extensions: [gfm({ singleTilde: false }), spoilerSyntax, withoutSurprises],
  mdastExtensions: [gfmFromMarkdown(), spoilerNodes],
};

const languageName = /^[a-z0-9+#.-]{1,20}$/;

interface Read {
  readonly content: RichText;
  readonly characters: number;
}

/**
 * An update's text is needed once per platform and language, and again by digests and pages. This keeps some 50 long
 * texts.
 */
const keptCharacters = 200_000;
const readLast = createRecent<Read>(keptCharacters, ({ characters }) => characters);

/**
 * Reads an editor's Markdown: CommonMark with GitHub's tables, strikethrough, task lists, footnotes and bare
 * addresses, and `||spoiler||`. Single line ends are line breaks, and a quote ends where its signs end. Raw HTML,
 * unused link definitions and anything else that would show nothing are kept as typed. Images become links, tables
 * monospace lines, footnotes text in square brackets. Headings of any level become subheadings, which are smaller
 * than the headline of their entry. Every string is valid Markdown: this never throws. Keeps the texts read last.
 */
export function parseMarkdown(markdown: string): RichText {
  const known = readLast.get(markdown);
  if (known !== undefined) return known.content;
  const content = read(markdown);
  readLast.set(markdown, { content, characters: markdown.length });
  return content;
}

function read(markdown: string): RichText {
  const cleaned = limitNesting(endQuotes(cleanText(markdown)));
  const root = fromMarkdown(cleaned, reading);
  const source = { markdown: cleaned, definitions: usedDefinitions(root) };
  return root.children.flatMap((node) => toBlocks(node, source, 0));
}

/** The link definitions that are used; the first with an identifier counts. */
function usedDefinitions(root: Nodes): ReadonlyMap<string, Definition> {
  const defined = new Map<string, Definition>();
  const used = new Set<string>();
  const open: Nodes[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'definition' && !defined.has(node.identifier)) defined.set(node.identifier, node);
    if (node.type === 'linkReference' || node.type === 'imageReference') used.add(node.identifier);
    if ('children' in node) open.push(...node.children.toReversed());
  }
  return new Map([...defined].filter(([identifier]) => used.has(identifier)));
}

function toBlocks(node: RootContent, source: Source, depth: number): readonly Block[] {
  if (node.type === 'definition' && source.definitions.get(node.identifier) === node) return [];
  const blocks = depth > deepest ? [] : converted(node, source, depth);
  return toLines(blocks).length > 0 ? blocks : [typed(asTyped(node, source))];
}

function typed(value: string): Block {
  return { type: 'paragraph', children: lines(value) };
}

function converted(node: RootContent, source: Source, depth: number): readonly Block[] {
  switch (node.type) {
    case 'heading':
      return [{ type: 'heading', level: 4, children: toInlines(node.children, source) }];
    case 'paragraph':
      return [{ type: 'paragraph', children: toInlines(node.children, source) }];
    case 'blockquote':
      return [
        { type: 'quote', children: node.children.flatMap((child) => toBlocks(child, source, depth + 1)) },
      ];
    case 'list':
      return listBlocks(node, source, depth);
    case 'code':
      return [fenced(node.value, [node.lang, node.meta].filter(Boolean).join(' '))];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'table':
      return [tableBlock(node, source)];
    case 'footnoteDefinition':
      return labelled(`[${node.label ?? node.identifier}] `, node.children, { source, depth });
    default:
      return [];
  }
}

/** If the first line after a fence is not the name of a language, it is text, as on chat platforms. */
function fenced(value: string, info: string): Block {
  if (info === '' || languageName.test(info)) return codeBlock(value, info === '' ? undefined : info);
  return codeBlock(`${info}\n${value}`);
}

/** A new list begins where a typed number does not follow the one before: `1986. A good year` keeps its number. */
function listBlocks(list: List, source: Source, depth: number): readonly Block[] {
  const items = list.children.map((item) => labelled(checkbox(item), item.children, { source, depth }));
  if (list.ordered !== true) return [{ type: 'list', ordered: false, start: 1, items }];
  const numbers = numbersOf(list, source);
  const starts = [...numbers.keys()].filter((at) => numbers[at] !== (numbers[at - 1] ?? Number.NaN) + 1);
  return starts.map((at, index) => {
    return {
      type: 'list',
      ordered: true,
      start: numbers[at] ?? 1,
      items: items.slice(at, starts[index + 1]),
    };
  });
}

/** The numbers of a list's items as typed. Equal numbers, as in `1. 1. 1.`, count up. */
function numbersOf(list: List, source: Source): readonly number[] {
  const typedNumbers = list.children.map((item) => Number.parseInt(asTyped(item, source), 10));
  const [first = 1] = typedNumbers;
  const counts = typedNumbers.every((number) => number === first);
  return counts ? typedNumbers.map((_, index) => first + index) : typedNumbers;
}

function checkbox(item: ListItem): string {
  if (item.checked === true) return '[x] ';
  return item.checked === false ? '[ ] ' : '';
}

/** Blocks with a label before their first words. */
function labelled(
  label: string,
  nodes: readonly (BlockContent | DefinitionContent)[],
  at: { readonly source: Source; readonly depth: number },
): readonly Block[] {
  const blocks = nodes.flatMap((node) => toBlocks(node, at.source, at.depth + 1));
  if (label === '') return blocks;
  const [first, ...rest] = blocks;
  const prefix: Inline = { type: 'text', value: label };
  if (first?.type === 'paragraph') return [{ ...first, children: [prefix, ...first.children] }, ...rest];
  return [{ type: 'paragraph', children: [prefix] }, ...blocks];
}
