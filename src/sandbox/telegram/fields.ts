import { z } from 'zod';
import { badRequest } from './errors.ts';
import { entityTypes } from './model.ts';

/** An integer. Every parameter comes as a JSON value, or as text from a multipart form. */
export const integer = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.int(),
);

/** `true` or `false`, also as text. */
export const flag = z.preprocess((value) => {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}, z.boolean());

/** A chat's id, or `@username` of a channel or supergroup. */
export const chatAddress = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  z.union([z.int(), z.string().regex(/^@\w+$/)]),
);

/** An object or array, or its JSON as text. */
export function json<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (typeof value === 'string' ? parseJson(value) : value), schema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One stretch of formatting. Rules that depend on the text are checked together with the text. */
const entity = z.strictObject({
  type: z.enum(entityTypes),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
  language: z.string().optional(),
  unix_time: z.int32().positive().optional(),
  date_time_format: z
    .string()
    .regex(/^(r|w?[dD]?[tT]?)$/)
    .optional(),
});

/** `entities` and `caption_entities`. */
export const entities = json(z.array(entity));

/** `reply_parameters` within the same chat. */
export const replyParameters = json(
  z.strictObject({ message_id: integer, allow_sending_without_reply: flag.optional() }),
);

/** `link_preview_options`. */
export const linkPreviewOptions = json(
  z.strictObject({
    is_disabled: flag.optional(),
    url: z.string().optional(),
    prefer_small_media: flag.optional(),
    prefer_large_media: flag.optional(),
    show_above_text: flag.optional(),
  }),
);

/** `reply_markup`: the stand-in knows inline keyboards only. */
export const inlineKeyboard = json(
  z.strictObject({
    inline_keyboard: z.array(
      z.array(
        z.strictObject({
          text: z.string(),
          callback_data: z.string().optional(),
          url: z.string().optional(),
        }),
      ),
    ),
  }),
);

/** Reads a request's parameters. Throws a 400 that names the first wrong one. */
export function readFields<S extends z.ZodType>(schema: S, fields: unknown): z.output<S> {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badRequest(issue === undefined ? 'wrong parameters' : explain(issue));
}

function explain(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    if (issue.keys.includes('parse_mode')) return 'the sandbox takes entities only, no parse_mode';
    return `the sandbox does not know ${[...issue.path, issue.keys.join(', ')].join('.')}`;
  }
  if (path === 'chat_id') return 'chat_id is empty';
  if (/entities\.\d+\.type$/.test(path)) return "can't parse MessageEntity: Unsupported type specified";
  return `wrong parameter ${path}: ${issue.message}`;
}
