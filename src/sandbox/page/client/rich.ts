import type { ShownBlock, ShownInline } from '../shown.ts';
import { el } from './dom.ts';
import { readerTime } from './times.ts';

const tags = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' } as const;

/** A message's text as elements. Everything in it becomes text, never markup. */
export function richText(blocks: readonly ShownBlock[]): readonly HTMLElement[] {
  return blocks.map(blockElement);
}

function blockElement(block: ShownBlock): HTMLElement {
  const attributes = { dir: 'auto' };
  switch (block.kind) {
    case 'line':
      return el('p', { class: block.inner.length === 0 ? 'gap' : 'line', attributes }, ...nodes(block.inner));
    case 'subtext':
      return el('p', { class: 'subtext', attributes }, ...nodes(block.inner));
    case 'heading':
      return el('p', { class: `heading h${block.level}`, attributes }, ...nodes(block.inner));
    case 'quote':
      return el('blockquote', {}, ...richText(block.blocks));
    case 'code':
      return el('pre', { attributes: { tabindex: '0' } }, el('code', { text: block.text }));
    case 'list':
      return el('ul', {}, ...block.items.map(itemElement));
  }
}

function itemElement(item: Extract<ShownBlock, { kind: 'list' }>['items'][number]): HTMLElement {
  const attributes = { dir: 'auto' };
  return el(
    'li',
    { class: `depth${Math.min(item.depth, 3)}`, attributes },
    el('span', { class: 'marker', text: item.marker }),
    el('span', {}, ...nodes(item.inner)),
  );
}

function nodes(inline: readonly ShownInline[]): readonly Node[] {
  return inline.map(inlineNode);
}

function inlineNode(one: ShownInline): Node {
  switch (one.kind) {
    case 'text':
      return document.createTextNode(one.text);
    case 'code':
      return el('code', { text: one.text });
    case 'mention':
      return el('span', { class: 'mention', text: one.text });
    case 'time':
      return timeElement(one.at, one.style);
    case 'link':
      return linkElement(one.address, nodes(one.inner));
    case 'spoiler':
      return spoiler(nodes(one.inner));
    default:
      return el(tags[one.kind], {}, ...nodes(one.inner));
  }
}

/** A moment on the reader's own clock, with the full date as a tooltip. */
export function timeElement(at: number, style: Parameters<typeof readerTime>[1]): HTMLElement {
  const attributes = {
    datetime: new Date(at).toISOString(),
    title: readerTime(at, 'F'),
    'data-relative': style === 'R' ? String(at) : undefined,
  };
  return el('time', { text: readerTime(at, style), attributes });
}

/** A link to a post of the same channel goes to it. Other addresses are only shown, since most are invented. */
function linkElement(address: string, inner: readonly Node[]): HTMLElement {
  const post =
    /^https:\/\/(?:discord\.com\/channels\/\d+\/(?<channel>\d+)|t\.me\/(?:c\/)?[\w-]+)\/(?<id>\d+)$/.exec(
      address,
    )?.groups?.['id'];
  if (post !== undefined) {
    return el('a', { attributes: { href: `#post-${post}`, 'data-post': post, title: address } }, ...inner);
  }
  const isWeb = /^https?:\/\//.test(address);
  const attributes = {
    href: isWeb ? address : undefined,
    title: address,
    target: '_blank',
    rel: 'noreferrer',
  };
  return el('a', { attributes }, ...inner);
}

function spoiler(inner: readonly Node[]): HTMLElement {
  const shown = el('button', {
    class: 'spoiler',
    attributes: { type: 'button', 'aria-expanded': 'false', 'aria-label': 'Spoiler: show it' },
    on: {
      click() {
        shown.replaceWith(...inner);
      },
    },
  });
  shown.append('spoiler');
  return shown;
}

/** Updates “5 minutes ago” as time passes. */
export function keepRelativeTimes(): void {
  setInterval(() => {
    for (const time of document.querySelectorAll<HTMLElement>('time[data-relative]'))
      time.textContent = readerTime(Number(time.dataset['relative']), 'R');
  }, 10_000);
}
