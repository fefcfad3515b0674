import { componentFaults } from './component-rules.ts';
import { type FormFault, invalidForm } from './errors.ts';
import type { MessageBody } from './message-body.ts';
import { isJson, type Json, jsonList, messageFlag } from './protocol.ts';

const maxContent = 2_000;
const maxEmbedText = 6_000;

/**
 * Throws 50035 for what a message breaks of Discord's written rules (Message resource) that its OpenAPI description
 * leaves out. `usesV2`: whether the message has, or gets, the flag of Components V2. `at`: where the message is in
 * the body.
 */
export function requireMessageRules(body: MessageBody, usesV2: boolean, at: readonly string[] = []): void {
  const faults = [
    ...contentFaults(body),
    ...embedFaults(body.embeds ?? []),
    ...mentionFaults(body),
    ...componentFaults(body.components ?? [], usesV2),
    ...(usesV2 ? forbiddenWithV2(body) : []),
  ];
  if (faults.length > 0) {
    throw invalidForm(faults.map((fault) => ({ ...fault, path: [...at, ...fault.path] })));
  }
}

function contentFaults({ content }: MessageBody): readonly FormFault[] {
  if ((content ?? '').length <= maxContent) return [];
  const message = `Must be ${maxContent} or fewer in length.`;
  return [{ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message }];
}

function embedFaults(embeds: readonly Json[]): readonly FormFault[] {
  const length = embeds.flatMap(embedTexts).reduce((sum, text) => sum + text.trim().length, 0);
  if (length <= maxEmbedText) return [];
  const message = `Embed size exceeds maximum size of ${maxEmbedText}`;
  return [{ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message }];
}

function embedTexts(embed: Json): readonly string[] {
  const { title, description, footer, author } = embed;
  const fields = jsonList(embed['fields']).flatMap((field) => [field['name'], field['value']]);
  const nested = [isJson(footer) ? footer['text'] : undefined, isJson(author) ? author['name'] : undefined];
  return [title, description, ...nested, ...fields].filter((text) => typeof text === 'string');
}

function mentionFaults({ allowed_mentions: allowed }: MessageBody): readonly FormFault[] {
  return (['users', 'roles'] as const).flatMap((kind) => {
    if (!allowed?.parse?.includes(kind) || (allowed[kind] ?? []).length === 0) return [];
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    return [{ path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message }];
  });
}

function forbiddenWithV2(body: MessageBody): readonly FormFault[] {
  const used = {
    content: Boolean(body.content),
    embeds: (body.embeds ?? []).length > 0,
    poll: Boolean(body.poll),
    sticker_ids: (body.sticker_ids ?? []).length > 0,
  };
  return Object.entries(used).flatMap(([name, isUsed]) => {
    if (!isUsed) return [];
    const message = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    return [{ path: [name], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message }];
  });
}

/** Whether flags hold the bit of Components V2. */
export function hasV2(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & messageFlag.componentsV2) !== 0;
}
