import { createHash } from 'node:crypto';
import { MessageFlags, type RawFile } from 'discord.js';
import type { Part, SendRequest } from '../platform.ts';
import { rowsOf } from './buttons.ts';
import { altText } from './pictures.ts';

/** Without this, Discord reads mentions from the text, again on every edit (Discord's page "Message"). */
const noMentions = { parse: [] };

/** The body of Discord's Create Message. `file` is sent with it. */
export function createBody(request: SendRequest, file: RawFile | undefined): Record<string, unknown> {
  const { part, replyTo } = request;
  const silence = request.silent ? MessageFlags.SuppressNotifications : 0;
  return {
    content: part.text,
    flags: previewFlag(part) | silence,
    allowed_mentions: noMentions,
    nonce: nonceOf(request.idempotencyKey),
    enforce_nonce: true,
    ...(part.buttons !== undefined && { components: rowsOf(part.buttons) }),
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
    ...attachmentOf(part, file),
  };
}

/**
 * The body of Discord's Edit Message. `file` is sent with it. Discord keeps the attachments when an edit names none;
 * this removes the picture or the buttons of a message when the part has none.
 */
export function editBody(part: Part, file?: RawFile): Record<string, unknown> {
  return {
    content: part.text,
    flags: previewFlag(part),
    allowed_mentions: noMentions,
    components: rowsOf(part.buttons),
    ...(part.picture === undefined && { attachments: [] }),
    ...attachmentOf(part, file),
  };
}

/**
 * The nonce of a send. The same key always gives the same one, of at most 25 characters (Discord's page "Message",
 * Create Message).
 */
function nonceOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 25);
}

function previewFlag(part: Part): number {
  return part.linkPreview === undefined ? MessageFlags.SuppressEmbeds : 0;
}

function attachmentOf({ picture }: Part, file: RawFile | undefined) {
  return file === undefined
    ? {}
    : { attachments: [{ id: 0, filename: file.name, ...(picture && altText(picture)) }] };
}
