const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const tag = /<(\/?)([a-z]\w*)([^>]*)>|&(\w+);|[^<&]+|[<&]/gi;

/**
 * The words that Dateline shows of what the CommonMark specification gives as an example's HTML: text, numbers of
 * lists, images as links, three dashes for a rule, and after a link's words the address that no platform links.
 * Without white space and bullets.
 */
export function wordsOfHtml(html: string): string {
  const reader = new HtmlReader();
  for (const [found, closes, name, attributes = '', entity] of html.matchAll(tag)) {
    if (entity !== undefined) reader.add(entities[entity] ?? found);
    else if (name === undefined) reader.add(found);
    else if (closes === '/') reader.close(name);
    else reader.open(name, attributes);
  }
  return reader.shown.replace(/[\s•\u200b]/g, '');
}

class HtmlReader {
  #shown = '';
  /** The next number of each list that is open; undefined in one with bullets. */
  readonly #lists: (number | undefined)[] = [];
  #link: { readonly address: string; readonly start: number } | undefined;

  get shown(): string {
    return this.#shown;
  }

  add(text: string): void {
    this.#shown += text;
  }

  open(name: string, attributes: string): void {
    if (name === 'ol') this.#lists.push(Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1));
    if (name === 'ul') this.#lists.push(undefined);
    if (name === 'li') this.#item();
    if (name === 'hr') this.add('———');
    if (name === 'a') this.#link = { address: addressIn(attributes, 'href'), start: this.#shown.length };
    if (name === 'img')
      this.add(link(plain(/alt="([^"]*)"/.exec(attributes)?.[1] ?? ''), addressIn(attributes, 'src')));
  }

  close(name: string): void {
    if (name === 'ol' || name === 'ul') this.#lists.pop();
    if (name !== 'a' || this.#link === undefined) return;
    const { address, start } = this.#link;
    this.#shown = this.#shown.slice(0, start) + link(this.#shown.slice(start), address);
    this.#link = undefined;
  }

  #item(): void {
    const number = this.#lists.at(-1);
    if (number === undefined) return;
    this.#lists[this.#lists.length - 1] = number + 1;
    this.add(`${number}.`);
  }
}

function addressIn(attributes: string, name: string): string {
  return decodeURI(plain(new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''));
}

function plain(html: string): string {
  return html.replace(/&(\w+);/g, (found, entity: string) => entities[entity] ?? found);
}

function link(label: string, address: string): string {
  if (label === '') return address;
  const isShown = /^https?:\/\/./.test(address) || address === '' || decodes(label, address);
  return isShown ? label : `${label}(${address})`;
}

function decodes(label: string, address: string): boolean {
  return label === address || `mailto:${label}` === address;
}
