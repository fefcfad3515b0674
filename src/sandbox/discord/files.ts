import { invalidForm, refusal } from './errors.ts';
import type { MessageBody } from './message-body.ts';
import { maxFileBytes, textOf } from './protocol.ts';
import type { Attachment, World } from './state.ts';

/** A file as it was uploaded. `key` is the number in its part's name, `files[0]`. */
export interface UploadedFile {
  readonly key: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The body of a request: its JSON part and the uploaded files. */
export interface RequestContent {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

const typesByExtension: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain',
};

/** Reads a multipart body with `payload_json` and `files[n]` (Discord, API Reference, Uploading Files). */
export async function readMultipart(body: Buffer, contentType: string): Promise<RequestContent> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  const files: UploadedFile[] = [];
  for (const [name, value] of form) {
    const key = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (key === undefined || typeof value === 'string') continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    files.push({ key, filename: value.name, contentType: typeOf(value.name, value.type), bytes });
  }
  const payload: unknown = JSON.parse(textOf(form.get('payload_json')) || '{}');
  return { json: payload, files };
}

function typeOf(filename: string, declared: string): string {
  const known = typesByExtension[filename.split('.').at(-1)?.toLowerCase() ?? ''];
  return known ?? (declared === '' ? 'application/octet-stream' : declared);
}

/** What decides which files a message has after a request. */
export interface AttachInput {
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly channelId: string;
  /** The files that the message has so far. */
  readonly kept: readonly Attachment[];
}

/**
 * The files of a message after a request: the ones named in `attachments` if it is given, else all that it had, and
 * every uploaded one. Throws 30015, 40005 or 50035.
 */
export function attachFiles(
  world: World,
  { body, files, channelId, kept }: AttachInput,
): readonly Attachment[] {
  if (files.some((file) => file.bytes.length > maxFileBytes)) throw refusal('requestTooLarge');
  const listed = body.attachments;
  const staying = listed ? kept.filter((file) => listed.some((one) => one.id === file.id)) : kept;
  for (const [index, one] of (listed ?? []).entries()) {
    if (files.some((file) => file.key === one.id) || staying.some((file) => file.id === one.id)) continue;
    const message = `Attachment data for id ${one.id} could not be found.`;
    throw invalidForm([{ path: ['attachments', index], code: 'ATTACHMENT_NOT_FOUND', message }]);
  }
  const added = files.map((file): Attachment => {
    const about = listed?.find((one) => one.id === file.key);
    return {
      id: world.newId(),
      channelId,
      filename: about?.filename ?? file.filename,
      contentType: file.contentType,
      ...(about?.description && { description: about.description }),
      bytes: file.bytes,
    };
  });
  const all = [...staying, ...added];
  if (all.length > 10) throw refusal('tooManyAttachments');
  return all;
}
