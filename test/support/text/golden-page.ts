import type { Part } from '../../../src/platforms/platform.ts';
import { readDiscord } from './discord-reader.ts';
import { telegramShows } from './telegram-reader.ts';

const invisible: Readonly<Record<string, string>> = {
  '\u00a0': '[no-break space]',
  '\u200b': '[zero-width space]',
  '\u200c': '[non-joiner]',
  '\u200e': '[left-to-right mark]',
  '\u200f': '[right-to-left mark]',
};

/** What Discord is sent, and below each message how its words look there. */
export function discordPage(parts: readonly Part[]): string {
  return page(parts, (part) => [part.text, '', 'Shown:', ...shownOnDiscord(part)]);
}

/** What Telegram is sent, with the entities written into the text, and below each message their list. */
export function telegramPage(parts: readonly Part[]): string {
  return page(parts, (part) => {
    const list = part.entities.map(({ type, offset, length, url, language }) =>
      [`  ${type}`, `${offset}–${offset + length}`, url, language].filter(Boolean).join(' '),
    );
    return [telegramShows(part), '', list.length > 0 ? 'Entities:' : 'No entities.', ...list];
  });
}

function page(parts: readonly Part[], body: (part: Part) => readonly string[]): string {
  const messages = parts.map((part, index) =>
    [`=== Message ${index + 1} of ${parts.length}: ${part.text.length} characters ===`, ...body(part)].join(
      '\n',
    ),
  );
  return `${named(messages.join('\n\n'))}\n`;
}

function shownOnDiscord({ text }: Part): readonly string[] {
  return readDiscord(text)
    .filter((stretch) => stretch.look !== '')
    .map((stretch) => `  ${stretch.look}: ${stretch.text.replaceAll('\n', ' ⏎ ')}`);
}

function named(text: string): string {
  return text.replace(/[\u00a0\u200b\u200c\u200e\u200f]/g, (character) => invisible[character] ?? character);
}
