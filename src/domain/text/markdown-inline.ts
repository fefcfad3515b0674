import type { Definition, ImageReference, LinkReference, PhrasingContent } from 'mdast';
import { inlines, link, text } from './build.ts';
import type { Inline } from './rich-text.ts';
import { isWebAddress } from './runs.ts';

/** What converting a node needs to know of the whole document. */
export interface Source {
  /** The cleaned Markdown. */
  readonly markdown: string;
  /** The link definitions, by identifier. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Formatting that is nested more deeply is shown as typed. */
export const deepest = 12;

/** A node's own Markdown, as it was typed. */
export function asTyped(node: { readonly position?: unknown } & Positioned, source: Source): string {
  return source.markdown.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

interface Positioned {
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
}

interface Point {
  readonly offset?: number | undefined;
}

/** Text whose line ends are line breaks. */
export function lines(value: string): readonly Inline[] {
  return value
    .split('\n')
    .flatMap((line, index): readonly Inline[] => [
      ...(index > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [text(line)]),
    ]);
}

/**
 * Converts the content of a line and turns pairs of `||` into spoilers. As with stars, none opens before white space
 * or closes after it: `this || that || the other` hides nothing.
 */
export function toInlines(
  children: readonly PhrasingContent[],
  source: Source,
  depth = 0,
): readonly Inline[] {
  const nodes = children.flatMap((node) => withoutMarksInside(node, source));
  const lastClosing = nodes.findLastIndex((_, index) => canClose(nodes, index));
  const result: Inline[] = [];
  let openAt: number | undefined;
  for (const [index, node] of nodes.entries()) {
    if (node.type !== 'spoilerMark') {
      result.push(...toInline(node, source, depth));
      continue;
    }
    if (openAt !== undefined && result.length > openAt + 1 && canClose(nodes, index)) {
      result.push({ type: 'spoiler', children: result.splice(openAt).slice(1) });
      openAt = undefined;
      continue;
    }
    if (index < lastClosing && canOpen(nodes, index)) openAt = result.length;
    result.push(text('||'));
  }
  return result;
}

function canOpen(nodes: readonly PhrasingContent[], index: number): boolean {
  const next = nodes[index + 1];
  return next !== undefined && next.type !== 'break' && !(next.type === 'text' && /^\s/.test(next.value));
}

function canClose(nodes: readonly PhrasingContent[], index: number): boolean {
  const before = nodes[index - 1];
  if (nodes[index]?.type !== 'spoilerMark' || before === undefined) return false;
  return before.type !== 'break' && !(before.type === 'text' && /\s$/.test(before.value));
}

/** A bare address extends to the next white space, so it can include the `||` that ends a spoiler around it. */
function withoutMarksInside(node: PhrasingContent, source: Source): readonly PhrasingContent[] {
  if (node.type !== 'link' || !node.url.includes('||') || asTyped(node, source) !== node.url) return [node];
  const [address = '', ...rest] = node.url.split('||');
  const children = [{ type: 'text', value: address } as const];
  return [{ type: 'link', url: address, children }, ...rest.flatMap(afterMark)];
}

function afterMark(value: string): readonly PhrasingContent[] {
  return [{ type: 'spoilerMark' }, ...(value === '' ? [] : [{ type: 'text', value } as const])];
}

function toInline(node: PhrasingContent, source: Source, depth: number): readonly Inline[] {
  if (depth > deepest) return lines(asTyped(node, source));
  switch (node.type) {
    case 'text':
    case 'html':
      return lines(node.value);
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: toInlines(node.children, source, depth + 1) }];
    case 'delete':
      return [{ type: 'strike', children: toInlines(node.children, source, depth + 1) }];
    case 'inlineCode':
      return [{ type: 'code', value: node.value }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      return linked(toInlines(node.children, source, depth + 1), node.url);
    case 'image':
      return linked(node.alt ? [text(node.alt)] : [], node.url);
    case 'linkReference':
    case 'imageReference':
      return referenced(node, source, depth);
    case 'footnoteReference':
      return [text(`[${node.label ?? node.identifier}]`)];
    case 'spoilerMark':
      return [text('||')];
  }
}

function referenced(node: LinkReference | ImageReference, source: Source, depth: number): readonly Inline[] {
  const url = source.definitions.get(node.identifier)?.url ?? '';
  if (node.type === 'imageReference') return linked(node.alt ? [text(node.alt)] : [], url);
  return linked(toInlines(node.children, source, depth + 1), url);
}

/** A link if the address is one of the web. Otherwise the label and, unless the label includes it, the address. */
function linked(label: readonly Inline[], url: string): readonly Inline[] {
  const shown = inlineText(label);
  if (url === `http://${shown}` || url === `mailto:${shown}`) return label;
  if (!isWebAddress(url))
    return shown === url || url === '' ? label : [...label, text(shown === '' ? url : ` (${url})`)];
  return shown.trim() === '' ? [link(url, url)] : [{ type: 'link', url, children: label }];
}

/** The words of inline nodes. */
export function inlineText(nodes: readonly Inline[]): string {
  return inlines(nodes).map(nodeText).join('');
}

function nodeText(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.value;
    case 'break':
      return ' ';
    case 'reader-clock':
      return '';
    default:
      return inlineText(node.children);
  }
}
