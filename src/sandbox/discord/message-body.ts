import { z } from 'zod';
import type { Json } from './protocol.ts';

const json = z.custom<Json>((value) => typeof value === 'object' && value !== null);

const allowedMentions = z.object({
  parse: z.array(z.string()).optional(),
  users: z.array(z.string()).optional(),
  roles: z.array(z.string()).optional(),
  replied_user: z.boolean().optional(),
});

const messageBody = z.object({
  content: z.string().nullish(),
  embeds: z.array(json).nullish(),
  components: z.array(json).nullish(),
  attachments: z
    .array(z.object({ id: z.string(), filename: z.string().nullish(), description: z.string().nullish() }))
    .nullish(),
  flags: z.number().nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z
    .object({
      message_id: z.string(),
      channel_id: z.string().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  poll: json.nullish(),
  sticker_ids: z.array(z.string()).nullish(),
});

/** Whom a message may ring for (Discord, Message resource, Allowed Mentions). */
export type AllowedMentions = z.infer<typeof allowedMentions>;

/** The members of a message's body that the stand-in acts upon. */
export type MessageBody = z.infer<typeof messageBody>;

/** Reads a body that already passed Discord's own schema. */
export function readMessageBody(body: unknown): MessageBody {
  return messageBody.parse(body);
}

/**
 * Turns numeric attachment ids into text: Discord takes both (API Reference, Uploading Files), the schemas only text.
 */
export function withTextIds(body: Json): Json {
  if (!Array.isArray(body['attachments'])) return body;
  const attachments = body['attachments'].map((one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one ? { ...one, id: String(one.id) } : one,
  );
  return { ...body, attachments };
}
