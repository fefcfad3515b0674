/** What an element may be given. */
export interface Parts {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
}

/** What can be inside an element. A string becomes text, never markup. */
export type Child = Node | string | undefined;

/** Makes an element. Attributes that are undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: Parts = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (parts.class !== undefined) element.className = parts.class;
  if (parts.text !== undefined) element.textContent = parts.text;
  for (const [name, value] of Object.entries(parts.attributes ?? {}))
    if (value !== undefined) element.setAttribute(name, value);
  // The types above tie each listener to the event of its name.
  for (const [name, listener] of Object.entries(parts.on ?? {}))
    element.addEventListener(name, listener as EventListener);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

/** One of the page's own icons, hidden from screen readers. */
export function icon(name: string): SVGElement {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  drawing.append(use);
  return drawing;
}

/** Words for screen readers only. */
export function unseen(text: string): HTMLElement {
  return el('span', { class: 'unseen', text });
}

/** The element of the page with this id. Throws when there is none: then the page and its script do not match. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element “${id}”.`);
  return found;
}

let lastId = 0;

/** An id that no other element has. */
export function newId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
