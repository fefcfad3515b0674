import { IntlMessageFormat } from 'intl-messageformat';
import type { Piece } from '../text/build.ts';
import { arabic } from './arabic.ts';
import type { Catalogue, Inserted, MessageId, placeholders } from './catalogue.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';
import { polish } from './polish.ts';
import { isolated } from './writing-direction.ts';

/** The catalogue of each language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, pl: polish, ar: arabic };

/** For numbers and plurals. Arabic uses the digits 0–9, as everywhere in its catalogue. */
const locales: Readonly<Record<Language, string>> = { en: 'en', pl: 'pl', ar: 'ar-u-nu-latn' };

/** The arguments after a message's name: none for a message without placeholders. */
type Rest<Id extends MessageId, T> = (typeof placeholders)[Id] extends readonly []
  ? readonly []
  : readonly [inserted: Inserted<Id, T>];

/** A message as one text. */
export function say<Id extends MessageId>(
  language: Language,
  id: Id,
  ...[inserted]: Rest<Id, string>
): string {
  const told = formatOf(language, id).format({ ...inserted });
  return typeof told === 'string' ? told : '';
}

/** Marks the place of a value that is more than a word of Dateline's own. */
interface Slot {
  readonly pieces: readonly Piece[];
}

/** A message in pieces: text, and the values that were given. */
export function sayParts<Id extends MessageId, T extends object>(
  language: Language,
  id: Id,
  inserted: Inserted<Id, string | T>,
): readonly (string | T)[] {
  return formatOf(language, id)
    .formatToParts<T>({ ...inserted })
    .map(({ value }) => value);
}

/**
 * A message as pieces of a line. Inserted text is somebody's own: if it is written in the other direction, it is
 * isolated so that nothing around it is turned round.
 */
export function sayPieces<Id extends MessageId>(
  language: Language,
  id: Id,
  ...[inserted]: Rest<Id, string | readonly Piece[]>
): readonly Piece[] {
  const values: Record<string, string | number | Slot> = {};
  for (const [name, value] of Object.entries<Insertable>(inserted ?? {}))
    values[name] = slotOf(value, language);
  const parts = formatOf(language, id).formatToParts<Slot>(values);
  return parts.flatMap(({ value }) => (typeof value === 'string' ? [value] : value.pieces));
}

type Insertable = string | number | readonly Piece[];

function slotOf(value: Insertable, language: Language): string | number | Slot {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return { pieces: value };
  const pieces = isolated(value, language);
  return pieces.length === 1 ? value : { pieces };
}

// Parsing a message takes some hundred times as long as formatting it.
const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: Language, id: MessageId): IntlMessageFormat {
  const key = `${language} ${id}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(catalogues[language][id], locales[language], undefined, {
    ignoreTag: true,
  });
  formats.set(key, format);
  return format;
}
