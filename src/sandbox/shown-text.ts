import type { Ink } from './ink.ts';
import { readDiscordMarkdown } from './page/discord-markdown.ts';
import type { ShownBlock, ShownInline } from './page/shown.ts';
import { readTelegramText } from './page/telegram-entities.ts';
import type { SandboxMessage as TelegramMessage } from './telegram/model.ts';

/**
 * A message's Markdown as a reader of Discord sees it, as far as a terminal can show it: headings and bold are bold,
 * small print is dim, markup is removed, and `<t:…>` becomes the reader's own time.
 */
export function discordText(markdown: string, ink: Ink): string {
  return blocksText(
    readDiscordMarkdown(markdown, () => undefined),
    ink,
  );
}

/** A Telegram message as a reader sees it; see {@link discordText}. */
export function telegramText(message: Pick<TelegramMessage, 'text' | 'entities'>, ink: Ink): string {
  return blocksText(readTelegramText(message), ink);
}

function blocksText(blocks: readonly ShownBlock[], ink: Ink): string {
  return blocks.map((block) => blockText(block, ink)).join('\n');
}

function blockText(block: ShownBlock, ink: Ink): string {
  switch (block.kind) {
    case 'line':
      return inlineText(block.inner, ink);
    case 'heading':
      return ink.bold(inlineText(block.inner, ink));
    case 'subtext':
      return ink.dim(inlineText(block.inner, ink));
    case 'quote':
      return blocksText(block.blocks, ink).replaceAll(/^/gm, '│ ');
    case 'code':
      return block.text.replaceAll(/^/gm, '  ');
    case 'list':
      return block.items
        .map(({ depth, marker, inner }) => `${'  '.repeat(depth)}${marker} ${inlineText(inner, ink)}`)
        .join('\n');
  }
}

function inlineText(inline: readonly ShownInline[], ink: Ink): string {
  return inline.map((one) => oneText(one, ink)).join('');
}

function oneText(one: ShownInline, ink: Ink): string {
  switch (one.kind) {
    case 'text':
    case 'mention':
      return one.text;
    case 'code':
      return ink.code(one.text);
    case 'time':
      return readerTime(one.at);
    case 'link':
      return linked(inlineText(one.inner, ink), one.address);
    case 'bold':
      return ink.bold(inlineText(one.inner, ink));
    case 'italic':
      return ink.italic(inlineText(one.inner, ink));
    default:
      return inlineText(one.inner, ink);
  }
}

/** A link to a message of the same channel becomes an arrow; another one shows its address. */
function linked(label: string, address: string): string {
  if (label === address) return address;
  const isMessage = /^https:\/\/(?:discord\.com\/channels|t\.me)\//.test(address);
  return isMessage ? `${label} ↗` : `${label} (${address})`;
}

/** Made once, since making one is slow. */
const readersClock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });

/** A moment on the clock of the person at this terminal. */
export function readerTime(at: number): string {
  return readersClock.format(at);
}

/** The time zone of the person at this terminal. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
