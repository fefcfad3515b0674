/** A stretch of shown text with one look, such as `strong` or `emphasis strong`: formatting in alphabetical order. */
export interface Stretch {
  readonly text: string;
  readonly look: string;
}

/** Text that is being collected with the formatting that stands around it. */
export class Collected {
  readonly #stretches: Stretch[] = [];
  readonly #open: string[] = [];

  /** Adds what `write` adds, within one more formatting. */
  within(format: string, write: () => void): void {
    this.#open.push(format);
    write();
    this.#open.pop();
  }

  add(text: string, formats: readonly string[] = this.#open): void {
    if (text !== '') this.#stretches.push({ text, look: lookOf(formats) });
  }

  get open(): readonly string[] {
    return this.#open;
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches;
  }
}

/** Code has no other look, and everything has a look only once. */
export function lookOf(formats: readonly string[]): string {
  if (formats.length === 0) return '';
  const code = formats.find((format) => format.startsWith('code'));
  if (code !== undefined) return code;
  return formats.length === 1 ? (formats[0] ?? '') : [...new Set(formats)].toSorted().join(' ');
}

/**
 * The words of a text, each stretch as `look:words`, without what platforms show in different ways: white space,
 * bullets and the invisible signs that keep things apart.
 */
export function words(stretches: readonly Stretch[]): string {
  let shown = '';
  let look: string | undefined;
  for (const stretch of stretches) {
    const text = stretch.text.replace(/[\s•\u200b]/g, '');
    if (text === '') continue;
    if (stretch.look !== look) shown += `${shown === '' ? '' : '\n'}${stretch.look}:`;
    look = stretch.look;
    shown += text;
  }
  return shown;
}
