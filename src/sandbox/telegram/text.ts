import { badRequest } from './errors.ts';
import type { FormattedText, SandboxEntity } from './model.ts';

const maxRawBytes = 32_768;
const maxEntities = 100;

/** The two kinds of text and their limits, in characters after trimming (Bot API, "sendMessage", "sendPhoto"). */
const kinds = {
  message: { maxCharacters: 4096, tooLong: 'message is too long' },
  caption: { maxCharacters: 1024, tooLong: 'message caption is too long' },
} as const;

/**
 * A text as Telegram stores it: white space at the ends trimmed, entities in order, the first 100 of them. Throws the
 * 400 that Telegram answers for a text that is too long, and for entities that are out of range, cut a character in
 * two, or overlap without nesting. Stricter than Telegram in one point: Telegram drops empty entities, this refuses
 * them.
 */
export function cleanText(kind: keyof typeof kinds, formatted: FormattedText): FormattedText {
  const { maxCharacters, tooLong } = kinds[kind];
  if (Buffer.byteLength(formatted.text) > maxRawBytes) throw badRequest('text is too long');
  const sorted = formatted.entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  for (const entity of sorted) checkEntity(entity, formatted.text);
  checkNesting(sorted);
  const trimmed = trim({ text: formatted.text, entities: sorted });
  if (Array.from(trimmed.text).length > maxCharacters) throw badRequest(tooLong);
  return { text: trimmed.text, entities: trimmed.entities.slice(0, maxEntities) };
}

/** As `cleanText`, but throws when no text is left. */
export function cleanMessageText(formatted: FormattedText): FormattedText {
  const text = cleanText('message', formatted);
  if (text.text === '') throw badRequest('message text is empty');
  return text;
}

function checkEntity(entity: SandboxEntity, text: string): void {
  const { offset, length } = entity;
  if (offset < 0 || length <= 0) throw badRequest(`entity at UTF-16 offset ${offset} is empty`);
  const end = offset + length;
  if (end > text.length) throw runsOver(entity);
  if (splitsPair(text, offset)) {
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${offset}`);
  }
  if (splitsPair(text, end)) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`,
    );
  }
  if (entity.type === 'text_link') checkUrl(entity.url);
  if (entity.type === 'date_time' && entity.unix_time === undefined) {
    throw badRequest('can\'t parse MessageEntity: Can\'t find field "unix_time"');
  }
}

function runsOver({ offset, length }: SandboxEntity): Error {
  return badRequest(
    `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
  );
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && text.codePointAt(at - 1) !== text.charCodeAt(at - 1);
}

function checkUrl(url: string | undefined): void {
  if (url === undefined) throw badRequest('can\'t parse MessageEntity: Can\'t find field "url"');
  if (URL.canParse(url) && /^(https?|tg|ton|mailto|tel):/i.test(url)) return;
  throw badRequest(`entity URL '${url}' is invalid: Wrong HTTP URL`);
}

/** Throws for entities that overlap: Telegram treats the inner one as running past the end of the text. */
function checkNesting(sorted: readonly SandboxEntity[]): void {
  const open: SandboxEntity[] = [];
  for (const entity of sorted) {
    while (endOf(open.at(-1)) <= entity.offset) open.pop();
    if (open.length > 0 && endOf(entity) > endOf(open.at(-1))) throw runsOver(entity);
    open.push(entity);
  }
}

function endOf(entity: SandboxEntity | undefined): number {
  return entity === undefined ? Number.POSITIVE_INFINITY : entity.offset + entity.length;
}

/** Trims white space at the end, and at the beginning as far as no entity covers it. */
function trim({ text, entities }: FormattedText): FormattedText {
  const firstEntityAt = entities[0]?.offset ?? text.length;
  const blankHead = text.length - text.trimStart().length;
  const cut = Math.min(blankHead, firstEntityAt);
  const kept = text.trimEnd().slice(cut);
  return { text: kept, entities: entities.flatMap((it) => shift(it, cut, kept.length)) };
}

function shift(entity: SandboxEntity, cut: number, textLength: number): readonly SandboxEntity[] {
  const offset = entity.offset - cut;
  const length = Math.min(entity.length, textLength - offset);
  return length > 0 ? [{ ...entity, offset, length }] : [];
}
