import { z } from 'zod';
import { isSlug } from '../../domain/slug.ts';
import type { RelatedLink } from '../../domain/story.ts';
import { cleanText } from '../../domain/text/clean-text.ts';
import { inOneLine } from '../../domain/text/same-text.ts';
import type { ImageUpload } from './call.ts';
import { isImageUpload, type Option } from './command.ts';
import { isWebAddress, readRelatedLink } from './web-address.ts';

/** What every option's constructor takes. */
export interface OptionWords {
  /** One clause, at most 100 characters. */
  readonly description: string;
  /** A valid value, shown after an invalid one. */
  readonly example: string;
}

/** The limits of a text. */
export interface TextRules extends OptionWords {
  /** The greatest number of characters. */
  readonly maxLength: number;
  /** Whether an empty text is allowed: it clears what was there. */
  readonly mayBeBlank?: boolean;
}

/** An entry as people write it: `slug/17`, or `17` when only one story can be meant. */
export interface EntryReference {
  readonly slug?: string;
  readonly number: number;
}

/** Makes an option that may be left out. */
export function optional<T>(option: Option<T>): Option<T | undefined> {
  return { ...option, required: false, schema: option.schema.optional() };
}

/** One line of text: line breaks and runs of spaces become single spaces. */
export function text(rules: TextRules): Option<string> {
  const schema = written(inOneLine, rules);
  return { type: 'text', required: true, schema, ...words(rules), maxLength: rules.maxLength };
}

/** Markdown of several lines, kept as typed apart from blank lines around it. With `isPlain` it is not Markdown. */
export function paragraph(rules: TextRules & { readonly isPlain?: boolean }): Option<string> {
  const schema = written((value) => value.trim(), rules);
  const { maxLength, isPlain = false } = rules;
  return { type: 'paragraph', required: true, schema, ...words(rules), maxLength, isPlain };
}

/** A web address. */
export function webAddress(rules: OptionWords): Option<string> {
  const line = text({ ...rules, maxLength: 500 });
  const error = 'must be a web address that begins with https:// or http://';
  return { ...line, schema: line.schema.refine((value) => isWebAddress(value), { error }) };
}

/** A web address, with a title before or after it or alone. */
export function relatedLink(rules: OptionWords): Option<RelatedLink> {
  const line = text({ ...rules, maxLength: 500 });
  const schema = line.schema.transform((value, context) => {
    const link = readRelatedLink(value);
    if (link !== undefined) return link;
    context.addIssue({ code: 'custom', message: 'must be a title and a web address' });
    return z.NEVER;
  });
  return { ...line, schema };
}

/** One of a list of words, in upper or lower case. */
export function choice<const V extends readonly [string, ...string[]]>(
  values: V,
  rules: OptionWords,
): Option<V[number]> {
  const error = `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  const schema = z
    .string({ error: missingOr(error) })
    .trim()
    .toLowerCase()
    .pipe(z.enum(values, { error }));
  return { type: 'choice', required: true, choices: values, schema, ...words(rules) };
}

/** A whole number from 1. */
export function integer(rules: OptionWords): Option<number> {
  const error = 'must be a whole number from 1';
  const schema = z
    .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], { error: missingOr(error) })
    .pipe(z.int({ error }).min(1, { error }));
  return { type: 'integer', required: true, schema, ...words(rules) };
}

/** The slug of a story. The use case checks whether there is such a story. */
export function story(rules: OptionWords): Option<string> {
  const error = 'must be the short name of a story (a-z, 0-9 and hyphens)';
  const schema = z
    .string({ error: missingOr(error) })
    .trim()
    .toLowerCase()
    .refine(isSlug, { error });
  return { type: 'story', required: true, schema, ...words(rules) };
}

/** An entry of a story; see {@link EntryReference}. */
export function entry(rules: OptionWords): Option<EntryReference> {
  const error = 'must name an update by story and number';
  const schema = z
    .string({ error: missingOr(error) })
    .trim()
    .toLowerCase()
    .regex(/^(?:[a-z0-9-]{1,40}\/|#)?[1-9]\d{0,8}$/, { error })
    .transform(readEntryReference);
  return { type: 'entry', required: true, schema, ...words(rules) };
}

/** A person, as people write one: `@name`, a mention or an id. */
export function person(rules: OptionWords): Option<string> {
  return { type: 'person', required: true, schema: reference('must name a person'), ...words(rules) };
}

/** A channel or chat, as people write one: `@name`, a mention or an id. */
export function channel(rules: OptionWords): Option<string> {
  return { type: 'channel', required: true, schema: reference('must name a channel'), ...words(rules) };
}

/** An uploaded file. Whether it is an image that can be used is checked by `keepPicture`. */
export function image(rules: OptionWords): Option<ImageUpload> {
  const schema = z.custom<ImageUpload>(isImageUpload, { error: missingOr('must be an attached image') });
  return { type: 'image', required: true, schema, ...words(rules) };
}

function words({ description, example }: OptionWords): OptionWords {
  return { description, example };
}

/** A text after `tidy`, without invisible characters. */
function written(tidy: (value: string) => string, rules: TextRules): z.ZodType<string> {
  return z
    .string({ error: missingOr('must be text') })
    .transform((value) => tidy(cleanText(value)))
    .refine((value) => value !== '' || rules.mayBeBlank === true, { error: 'is empty' })
    .refine((value) => value.length <= rules.maxLength, {
      params: { isTooLong: true },
      error: ({ input }) => `has ${String(input).length} characters; at most ${rules.maxLength} are taken`,
    });
}

function reference(error: string): z.ZodType<string> {
  return z
    .string({ error: missingOr(error) })
    .trim()
    .min(1, { error });
}

function missingOr(error: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? 'is missing' : error);
}

function readEntryReference(value: string): EntryReference {
  const [number = '', slug] = value.replace('#', '').split('/').toReversed();
  return { number: Number(number), ...(slug !== undefined && { slug }) };
}
