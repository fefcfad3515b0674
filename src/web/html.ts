import { cleanText } from '../domain/text/clean-text.ts';

/** Only this file can make a value that counts as HTML. */
const markupOf: unique symbol = Symbol('markup');

/** HTML whose values are escaped. */
export interface Html {
  readonly [markupOf]: string;
}

/** A value between tags or in a quoted attribute. Text is escaped; undefined and false show nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template of HTML. Every value is cleaned of invisible characters (see `cleanText`) and escaped, so it may be
 * between tags and inside double quotes, and nowhere else. Empty elements have to be closed (`<br/>`), since the
 * markup is XML too.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const pieces = strings.map((literal, index) => literal + toMarkup(values[index]));
  return { [markupOf]: pieces.join('') };
}

/** The markup as text. */
export function markup(value: Html): string {
  return value[markupOf];
}

/** Our own text, used as HTML unchanged. Never for anything that somebody typed. */
export function ownMarkup(text: string): Html {
  return { [markupOf]: text };
}

/** Values with a separator between them; those that show nothing are left out. */
export function joined(values: readonly HtmlValue[], separator: string): readonly HtmlValue[] {
  return values
    .filter((value) => value !== undefined && value !== false)
    .flatMap((value, index) => (index === 0 ? [value] : [separator, value]));
}

/**
 * Data for a script element of a type that no browser runs. It contains no `<`, so nothing in it can end the element
 * or begin a comment.
 */
export function jsonData(data: unknown): Html {
  const json = JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { [markupOf]: json };
}

function toMarkup(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(toMarkup).join('') : value[markupOf];
}

function escapeText(text: string): string {
  return cleanText(text).replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '');
}

function isList(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
