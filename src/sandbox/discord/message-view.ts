import { allComponents } from './component-rules.ts';
import { attachmentUrl } from './message-json.ts';
import { componentType, type Json, messageFlag, textOf } from './protocol.ts';
import type { Message, World } from './state.ts';

/** A button as a person sees it. */
export interface SandboxButton {
  readonly label: string;
  readonly disabled: boolean;
  /** Undefined for a button that opens an address. */
  readonly customId?: string;
  readonly url?: string;
}

/** A file of a message. */
export interface SandboxAttachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly description?: string;
}

/** A message at the moment of asking. */
export interface SandboxMessage {
  readonly kind: 'message';
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly flags: number;
  /** Whether only the person who asked sees it. */
  readonly ephemeral: boolean;
  /** Whether it came without a sound. */
  readonly silent: boolean;
  /** Whether it shows only “is thinking…”. */
  readonly loading: boolean;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly buttons: readonly SandboxButton[];
  readonly attachments: readonly SandboxAttachment[];
  readonly pinned: boolean;
  /** Whether it rings for everyone, and for whom else. */
  readonly pingsEveryone: boolean;
  readonly pingedIds: readonly string[];
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly editedAt?: number;
  readonly nonce?: string | number;
  /** The message that it answers. */
  readonly referencedId?: string;
}

/** A message at this moment. */
export function viewMessage(world: World, message: Message): SandboxMessage {
  const has = (flag: number) => (message.flags & flag) !== 0;
  return {
    kind: 'message',
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    content: message.content,
    flags: message.flags,
    ephemeral: has(messageFlag.ephemeral),
    silent: has(messageFlag.suppressNotifications),
    loading: has(messageFlag.loading),
    embeds: message.embeds,
    components: message.components,
    buttons: buttonsOf(message.components),
    attachments: message.attachments.map(({ channelId, ...file }) => ({
      ...file,
      url: attachmentUrl(world, { channelId, ...file }),
    })),
    pinned: message.pinnedAtMs !== undefined,
    pingsEveryone: message.pings.everyone,
    pingedIds: [...message.pings.userIds, ...message.pings.roleIds],
    createdAt: message.createdAtMs,
    ...(message.editedAtMs !== undefined && { editedAt: message.editedAtMs }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.reference && { referencedId: message.reference.messageId }),
  };
}

function buttonsOf(components: readonly Json[]): readonly SandboxButton[] {
  const buttons = allComponents(components).filter(
    ({ component }) => component['type'] === componentType.button,
  );
  return buttons.map(({ component }) => ({
    label: textOf(component['label']),
    disabled: component['disabled'] === true,
    ...(typeof component['custom_id'] === 'string' && { customId: component['custom_id'] }),
    ...(typeof component['url'] === 'string' && { url: component['url'] }),
  }));
}
