import type { Ink } from './ink.ts';
import type { SandboxEntity, SandboxMessage as TelegramMessage } from './telegram/model.ts';

/** What Discord's Markdown and its signs can begin with inside of a line, as far as Dateline writes it. */
const inline =
  /(?<fence>`+)(?<code>.+?)\k<fence>|\\(?<escaped>.)|\[(?<label>(?:\\.|[^\]\\])+)\]\(<?(?<target>[^\s<>)]+)>?\)|<t:(?<moment>\d+):\w>|<(?<address>https?:[^\s>]+)>|\*\*(?<strong>(?:\\.|(?!\*\*).)+)\*\*|\*(?<emphasis>(?:\\.|[^*\\])+)\*/g;

/**
 * A message's Markdown as a reader of Discord sees it, as near as a terminal comes: headings and bold are bold, small
 * print is dim, signs that are only for Discord are gone, and `<t:…>` is the reader's own time.
 */
export function discordText(markdown: string, ink: Ink): string {
  const lines = (text: string) => text.split('\n').map((line) => discordLine(line, ink));
  // What the pattern captures comes at odd places: the insides of code blocks, which are shown as they are.
  return markdown
    .split(/^```[^\n]*\n([\s\S]*?)\n```$/m)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll(/^/gm, '  ') : lines(part).join('\n')))
    .join('');
}

function discordLine(line: string, ink: Ink): string {
  const [, sign = '', rest = line] = /^(#{1,3} |-# |> |\s*- )?(.*)$/.exec(line) ?? [];
  const shown = discordInline(rest, ink);
  if (sign.startsWith('#')) return ink.bold(shown);
  if (sign === '-# ') return ink.dim(shown);
  if (sign === '> ') return `│ ${shown}`;
  return sign.replace('-', '•') + shown;
}

function discordInline(text: string, ink: Ink): string {
  return text.replaceAll(inline, (...match) => {
    // The last argument of a replacer holds the groups by name; each is text or undefined.
    const groups = match.at(-1) as Partial<Record<string, string>>;
    const { code, escaped, label, target = '', moment, address, strong, emphasis } = groups;
    if (code !== undefined) return ink.code(code.trim());
    if (label !== undefined) return linked(discordInline(label, ink), target);
    if (moment !== undefined) return readerTime(Number(moment) * 1_000);
    if (strong !== undefined) return ink.bold(discordInline(strong, ink));
    if (emphasis !== undefined) return ink.italic(discordInline(emphasis, ink));
    return escaped ?? address ?? '';
  });
}

/** A message of Telegram as a reader sees it; see {@link discordText}. */
export function telegramText(
  { text, entities }: Pick<TelegramMessage, 'text' | 'entities'>,
  ink: Ink,
): string {
  const quotes = entities.filter(({ type }) => type.endsWith('blockquote'));
  const lines: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const isQuoted = quotes.some((quote) => quote.offset <= offset && offset < quote.offset + quote.length);
    lines.push(`${isQuoted ? '│ ' : ''}${telegramLine({ line, offset }, entities, ink)}`);
    offset += line.length + 1;
  }
  return lines.join('\n');
}

interface PlacedLine {
  readonly line: string;
  /** Where it begins in its message, in UTF-16 units. */
  readonly offset: number;
}

/** Cuts a line where formatting begins or ends, and shows each stretch by itself. */
function telegramLine({ line, offset }: PlacedLine, entities: readonly SandboxEntity[], ink: Ink): string {
  const edges = entities.flatMap((it) => [it.offset - offset, it.offset - offset + it.length]);
  const inside = edges.filter((at) => at > 0 && at < line.length);
  const cuts = [...new Set([0, ...inside, line.length])].toSorted((a, b) => a - b);
  const stretches = cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const around = entities.filter(
      (it) => it.offset - offset <= start && end <= it.offset - offset + it.length,
    );
    const ends = around.filter((it) => it.offset - offset + it.length === end);
    const link = ends.find(({ type }) => type === 'text_link');
    const shown = styled(line.slice(start, end), around, ink);
    return link?.url === undefined ? shown : linked(shown, link.url);
  });
  return stretches.join('');
}

function styled(text: string, around: readonly SandboxEntity[], ink: Ink): string {
  const is = (type: SandboxEntity['type']) => around.some((it) => it.type === type);
  if (is('code')) return ink.code(text);
  const slanted = is('italic') ? ink.italic(text) : text;
  return is('bold') ? ink.bold(slanted) : slanted;
}

/** A link to a message of the same channel gets a sign; another one its address. */
function linked(label: string, address: string): string {
  const isMessage = /^https:\/\/(?:discord\.com\/channels|t\.me)\//.test(address);
  return isMessage ? `${label} ↗` : `${label} (${address})`;
}

/** A moment on the clock of whoever looks at this terminal. */
export function readerTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
}
