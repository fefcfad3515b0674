import { Collected, type Stretch } from './stretch.ts';

/** Where a piece of Markdown stands in what was around it. */
interface Around {
  /** What precedes it on its line. */
  readonly line: 'nothing' | 'spaces' | 'text';
  readonly inQuote: boolean;
  readonly lists: number;
  /** In a link's label there are no escapes, no blocks and no links. */
  readonly inLabel?: boolean;
}

const deepestList = 11;

const patterns = {
  codeBlock: /```(?:[\w+\-.#]*\n)?([^]*?[^\n][^]*?)```/y,
  code: /(`+)([^]+?)(?<!`)\1(?!`)/y,
  emphasis: /\*(?!\s)((?:\\[^]|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/y,
  strong: /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y,
  underscored: /_((?:\\[^]|__|[^_\\])+?)_(?![a-zA-Z0-9_])/y,
  underline: /__((?:\\[^]|[^\\])+?)__(?!_)/y,
  strike: /~~([^]+?)~~(?!_)/y,
  spoiler: /\|\|([^]+?)\|\|/y,
  stamp: /<t:-?\d+(?::[tTdDfFRsS])?>/y,
  reference: /<(?:@!?|#|@&|a?:\w+:|\/[^>]+:)\d+>|@everyone|@here/y,
  shortcode: /:(?:[\p{L}\d_~+-]*\p{L}[\p{L}\d_~+-]*|[+-]1|100|1234):/uy,
  wrapped: /<(https?:\/[^ >]+)>/y,
  bare: /https?:\/\/[^\s<]+[^<.,:;"'\]\s]|steam:\/\/[^\s<]+[^<.,:;"'\]\s]/y,
  link: /\[((?:\[[^\]]*\]|[^[\]])*[^[]*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?\s*\)/y,
  small: /-# +(?!-#)([^\n]+)\n?/y,
  heading: /#{1,3}\s+(?!#)([^\n]*)\n?/y,
  quote: /> ([^\n]*)\n?/y,
  nextQuote: / *> ([^\n]*)\n?/y,
  item: /((?:[*-]|\d+\.) +)((?:\n(?! ?(?:[*-]|\d+\.) ))?[^\n]*(?:\n {2}[^\n]*)*)\n? ?/y,
  escape: /\\([^0-9A-Za-z\s])/y,
  spaces: / +/y,
  plain: /(?:(?!https?:\/\/|steam:\/\/)[^\\`*_~|<[@:\n])+/y,
};

const refusedInLabels =
  /https?:\/\/|<(?:@!?|#|@&|a?:\w+:|\/[^>]+:)\d+>|@everyone|@here|\p{Emoji_Presentation}|\p{Emoji}\ufe0f|```/u;

/**
 * What Discord's client shows of a message: its rules, which are in no document, as far as people have found them out
 * by trying (github.com/LyricLy/parse-discord and its tests; for labels of links also staff's answers in
 * github.com/discord/discord-api-docs). They read from left to right, know no blocks apart from lines, and mind
 * escapes in some places only. Throws where the source of something is shown, or a mention, which no text of
 * Dateline's must bring about. What comes before a reader's clock (` · `) and after it goes with it.
 */
export function readDiscord(markdown: string): readonly Stretch[] {
  const found = new Collected();
  const text = markdown.replace(/( · )?(<t:-?\d+:t>) your time/g, '$2');
  new Reader(text, { line: 'nothing', inQuote: false, lists: 0 }, found).read();
  return found.stretches;
}

class Reader {
  readonly #source: string;
  readonly #around: Around;
  readonly #found: Collected;
  #at = 0;

  constructor(source: string, around: Around, found: Collected) {
    this.#source = source;
    this.#around = around;
    this.#found = found;
  }

  read(): void {
    while (this.#at < this.#source.length) {
      if (!this.#block() && !this.#inline() && !this.#text()) this.#one();
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source) ?? undefined;
  }

  /** Reads what stands inside of something as Markdown of its own. */
  #nest(source: string, changes: Partial<Around> = {}): void {
    const line = this.#lineBefore(this.#at);
    new Reader(source, { ...this.#around, line, ...changes }, this.#found).read();
  }

  #lineBefore(at: number): Around['line'] {
    const start = this.#source.lastIndexOf('\n', at - 1) + 1;
    const before = this.#source.slice(start, at);
    if (before.trim() !== '') return 'text';
    if (start > 0) return before === '' ? 'nothing' : 'spaces';
    return before === '' || this.#around.line === 'text' ? this.#around.line : 'spaces';
  }

  #formatted(found: RegExpExecArray, format: string): boolean {
    this.#found.within(format, () => this.#nest(found[1] ?? ''));
    this.#at += found[0].length;
    return true;
  }

  #block(): boolean {
    const sign = this.#source[this.#at] ?? '';
    if (this.#around.inLabel || !/[#\-*>\d]/.test(sign)) return false;
    const before = this.#lineBefore(this.#at);
    if (before === 'text') return false;
    return (before === 'nothing' && this.#lineSign(sign)) || this.#quote() || this.#list();
  }

  #lineSign(sign: string): boolean {
    const small = sign === '-' ? this.#take(patterns.small) : undefined;
    if (small) return this.#formatted(small, 'small');
    const heading = sign === '#' && this.#around.lists === 0 ? this.#take(patterns.heading) : undefined;
    if (heading === undefined) return false;
    const title = (heading[1] ?? '').trimEnd().replace(/#+$/, '').trimEnd();
    this.#found.within('heading', () => this.#nest(title));
    this.#at += heading[0].length;
    return true;
  }

  #quote(): boolean {
    if (this.#around.inQuote) return false;
    if (this.#source.startsWith('>>> ', this.#at)) throw new Error(`a quote to the end: ${this.#source}`);
    const rows: string[] = [];
    let end = this.#at;
    for (
      let row = this.#take(patterns.quote);
      row;
      row = patterns.nextQuote.exec(this.#source) ?? undefined
    ) {
      rows.push(row[1] ?? '');
      end += row[0].length;
      patterns.nextQuote.lastIndex = end;
    }
    if (rows.length === 0) return false;
    this.#found.within('quote', () => this.#nest(rows.join('\n'), { inQuote: true }));
    this.#at = end;
    return true;
  }

  #list(): boolean {
    if (this.#around.lists >= deepestList) return false;
    let number: number | undefined;
    let items = 0;
    for (let item = this.#take(patterns.item); item; item = this.#take(patterns.item)) {
      const [whole, bullet = '', body = ''] = item;
      if (items === 0 && /\d/.test(bullet)) number = Math.min(Math.max(Number.parseInt(bullet, 10), 1), 1e9);
      if (number !== undefined) this.#found.add(`${number + items}.`);
      const inside = body.replace(new RegExp(`^ {1,${bullet.length}}`, 'gm'), '');
      new Reader(
        inside,
        { ...this.#around, line: 'nothing', lists: this.#around.lists + 1 },
        this.#found,
      ).read();
      this.#found.add('\n');
      this.#at += whole.length;
      items += 1;
    }
    return items > 0;
  }

  #inline(): boolean {
    const sign = this.#source[this.#at];
    if (this.#around.inLabel && (sign === '\\' || sign === '[')) return false;
    switch (sign) {
      case '\\':
        return this.#shown(patterns.escape);
      case '`':
        return this.#codeBlock() || this.#code();
      case '*':
        return this.#starred(patterns.emphasis, 'emphasis', patterns.strong);
      case '_':
        return this.#starred(patterns.underscored, 'emphasis', patterns.underline);
      case '~':
        return this.#wrapped(patterns.strike, 'strike');
      case '|':
        return this.#wrapped(patterns.spoiler, 'spoiler');
      case '<':
        return this.#reference() || this.#stamp() || this.#shown(patterns.wrapped, []);
      case '@':
        return this.#reference();
      case ':':
        return this.#shortcode();
      case '[':
        return this.#link();
      default:
        return this.#shown(patterns.bare, []);
    }
  }

  #shown(pattern: RegExp, formats?: readonly string[]): boolean {
    const found = this.#take(pattern);
    if (found === undefined) return false;
    this.#found.add(
      found[1] ?? found[0],
      formats === undefined ? undefined : [...this.#found.open, ...formats],
    );
    this.#at += found[0].length;
    return true;
  }

  #wrapped(pattern: RegExp, format: string): boolean {
    const found = this.#take(pattern);
    return found !== undefined && this.#formatted(found, format);
  }

  /** The longer one of the two that begin with the same sign. */
  #starred(single: RegExp, format: string, double: RegExp): boolean {
    const one = this.#take(single);
    const two = this.#take(double);
    if (two && two[0].length > (one?.[0].length ?? 0)) {
      return this.#formatted(two, double === patterns.strong ? 'strong' : 'underline');
    }
    return one !== undefined && this.#formatted(one, format);
  }

  #codeBlock(): boolean {
    const found = this.#take(patterns.codeBlock);
    if (found === undefined) return false;
    this.#found.add((found[1] ?? '').replace(/^\n+|\n+$/g, ''), ['code-block']);
    this.#at += found[0].length;
    return true;
  }

  #code(): boolean {
    const found = this.#take(patterns.code);
    if (found === undefined) return false;
    this.#found.add(found[2] ?? '', ['code']);
    this.#at += found[0].length;
    return true;
  }

  #reference(): boolean {
    const found = this.#take(patterns.reference);
    if (found) throw new Error(`a mention or an emoji, ${found[0]}, is read in: ${this.#source}`);
    return false;
  }

  #shortcode(): boolean {
    const found = this.#take(patterns.shortcode);
    if (found) throw new Error(`an emoji, ${found[0]}, is read in: ${this.#source}`);
    return false;
  }

  #stamp(): boolean {
    const found = this.#take(patterns.stamp);
    if (found === undefined) return false;
    this.#at += found[0].length;
    return true;
  }

  #link(): boolean {
    const found = this.#take(patterns.link);
    if (found === undefined) return false;
    const [whole, label = '', address = ''] = found;
    if (refusedInLabels.test(label) || !URL.canParse(address)) throw new Error(`shown as source: ${whole}`);
    const shown = label.replace(/\p{Cf}/gu, '').replace(/(?! )\p{Zs}/gu, '');
    this.#found.within('link', () => this.#nest(shown, { line: 'text', inLabel: true }));
    this.#at += whole.length;
    return true;
  }

  /** A sign may follow the spaces that a line begins with. */
  #text(): boolean {
    const begins = this.#at === 0 || this.#source[this.#at - 1] === '\n';
    return (begins && this.#shown(patterns.spaces)) || this.#shown(patterns.plain);
  }

  #one(): void {
    this.#found.add(this.#source.slice(this.#at, this.#at + 1));
    this.#at += 1;
  }
}
