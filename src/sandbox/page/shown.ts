/** The ways to show a moment (Discord, "Message Formatting": timestamp styles). */
export type TimeStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 'R';

/** A stretch of text within a line, as a platform's app shows it. */
export type ShownInline =
  | { readonly kind: 'text' | 'code' | 'mention'; readonly text: string }
  | {
      readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';
      readonly inner: readonly ShownInline[];
    }
  | { readonly kind: 'link'; readonly address: string; readonly inner: readonly ShownInline[] }
  /** A moment on the reader's own clock; `at` in milliseconds since 1970. */
  | { readonly kind: 'time'; readonly at: number; readonly style: TimeStyle };

/** One item of a list, with its marker. */
export interface ShownItem {
  readonly depth: number;
  readonly marker: string;
  readonly inner: readonly ShownInline[];
}

/** A part of a message that begins on a new line. */
export type ShownBlock =
  | { readonly kind: 'line' | 'subtext'; readonly inner: readonly ShownInline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inner: readonly ShownInline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly ShownBlock[] }
  | { readonly kind: 'list'; readonly items: readonly ShownItem[] }
  | { readonly kind: 'code'; readonly text: string };

/** The plain words of a text on one line, for snippets and announcements. Moments are left out. */
export function plainWords(blocks: readonly ShownBlock[]): string {
  return blocks
    .map(blockWords)
    .filter((words) => words !== '')
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

function blockWords(block: ShownBlock): string {
  switch (block.kind) {
    case 'code':
      return block.text;
    case 'quote':
      return plainWords(block.blocks);
    case 'list':
      return block.items.map(({ marker, inner }) => `${marker} ${inlineWords(inner)}`).join(' ');
    default:
      return inlineWords(block.inner);
  }
}

function inlineWords(inline: readonly ShownInline[]): string {
  return inline
    .map((one) => {
      if ('text' in one) return one.text;
      return 'inner' in one ? inlineWords(one.inner) : '';
    })
    .join('');
}
