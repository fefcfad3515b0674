import { type DefaultTreeAdapterMap, parse } from 'parse5';

/** One element of a page as a browser builds it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text within, scripts and styles too. */
  readonly text: string;
}

type Node = DefaultTreeAdapterMap['node'];

/** The elements that a browser makes of HTML, in the order of the document. */
export function elementsOf(html: string): readonly Element[] {
  return walk(parse(html));
}

/** The elements of that name. */
export function elementsNamed(html: string, name: string): readonly Element[] {
  return elementsOf(html).filter((element) => element.name === name);
}

function walk(node: Node): readonly Element[] {
  const inside = 'childNodes' in node ? node.childNodes.flatMap(walk) : [];
  if (!('tagName' in node)) return inside;
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  return [{ name: node.tagName, attributes, text: textOf(node) }, ...inside];
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
