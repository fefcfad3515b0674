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

/** Formatting nested more deeply than this is shown as it was typed. */
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

/** What stands inside a Markdown line, with `||` pairs made into spoilers. */
export function toInlines(nodes: readonly PhrasingContent[], source: Source, depth = 0): readonly Inline[] {
  const result: Inline[] = [];
  const lastMark = nodes.findLastIndex(({ type }) => type === 'spoilerMark');
  let openAt: number | undefined;
  for (const [index, node] of nodes.entries()) {
    if (node.type !== 'spoilerMark') {
      result.push(...toInline(node, source, depth));
      continue;
    }
    const closes = openAt !== undefined && result.length > openAt + 1;
    const pairs = closes || index < lastMark;
    if (closes && openAt !== undefined) {
      result.push({ type: 'spoiler', children: result.splice(openAt).slice(1) });
      openAt = undefined;
      continue;
    }
    openAt = pairs ? result.length : openAt;
    result.push(text('||'));
  }
  return result;
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

/** A link where the address is one of the web; otherwise the label and, unless the label says it, the address. */
function linked(label: readonly Inline[], url: string): readonly Inline[] {
  const shown = inlineText(label);
  if (url === `http://${shown}` || url === `mailto:${shown}`) return label;
  if (!isWebAddress(url))
    return shown === url || url === '' ? label : [...label, text(shown === '' ? url : ` (${url})`)];
  return shown.trim() === '' ? [link(url, url)] : [{ type: 'link', url, children: label }];
}

/** What inline nodes read as. */
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
