import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { badRequest } from './errors.ts';
import { chatAddress, entities, inlineKeyboard, integer, json, linkPreviewOptions } from './fields.ts';
import { readKeyboard } from './keyboard.ts';
import { findPhoto } from './media.ts';
import { type MethodTable, method } from './method.ts';
import type { SandboxMessage } from './model.ts';
import type { PhotoStore } from './photo.ts';
import { assertMayEdit, assertMayPost, mayDelete, reachableChat } from './rights.ts';
import { cleanMessageText, cleanText } from './text.ts';
import { toWireMessage } from './wire.ts';
import type { World } from './world.ts';

const message = { chat_id: chatAddress, message_id: integer };
/** Every edit replaces the keyboard: leaving it out removes it. */
const edited = { ...message, reply_markup: inlineKeyboard.optional() };
const caption = { caption: z.string().optional(), caption_entities: entities.optional() };
const newMedia = json(z.strictObject({ type: z.literal('photo'), media: z.string(), ...caption }));
const manyIds = json(z.array(integer).min(1).max(100));

type Message = z.output<z.ZodObject<typeof message>>;
type Content = Pick<SandboxMessage, 'buttons'> &
  Partial<Pick<SandboxMessage, 'text' | 'entities' | 'photo' | 'linkPreview'>>;

/** editMessageText, editMessageCaption, editMessageMedia (photos), editMessageReplyMarkup. */
export function createEditingMethods(world: World, photos: PhotoStore): MethodTable {
  return {
    editMessageText: method(
      {
        ...edited,
        text: z.string().optional(),
        entities: entities.optional(),
        link_preview_options: linkPreviewOptions.optional(),
      },
      (asked) => {
        const current = editableMessage(world, asked);
        if (current.photo !== undefined) throw badRequest('there is no text in the message to edit');
        const formatted = cleanMessageText({ text: asked.text ?? '', entities: asked.entities ?? [] });
        const buttons = readKeyboard(asked.reply_markup);
        return edit(world, current, { ...formatted, buttons, linkPreview: asked.link_preview_options });
      },
    ),
    editMessageCaption: method({ ...edited, ...caption }, (asked) => {
      const current = editableMessage(world, asked);
      if (current.photo === undefined) throw badRequest('there is no caption in the message to edit');
      return edit(world, current, { ...captionOf(asked), buttons: readKeyboard(asked.reply_markup) });
    }),
    editMessageMedia: method({ ...edited, media: newMedia }, (asked, call) => {
      const current = editableMessage(world, asked);
      const formatted = captionOf(asked.media);
      const buttons = readKeyboard(asked.reply_markup);
      const photo = findPhoto(photos, asked.media.media, call);
      return edit(world, current, { ...formatted, buttons, photo, linkPreview: undefined });
    }),
    editMessageReplyMarkup: method(edited, (asked) =>
      edit(world, editableMessage(world, asked), { buttons: readKeyboard(asked.reply_markup) }),
    ),
  };
}

/** deleteMessage and deleteMessages, for messages younger than 48 hours (Bot API, "deleteMessage"). */
export function createDeletingMethods(world: World): MethodTable {
  return {
    deleteMessage: method(message, (asked) => {
      const chat = reachableChat(world, asked.chat_id);
      const found = chat.messages.get(asked.message_id);
      if (found === undefined) throw badRequest('message to delete not found');
      if (!mayDelete(chat, found, world.now())) throw badRequest("message can't be deleted for everyone");
      world.removeMessage(found);
      return true;
    }),
    deleteMessages: method({ chat_id: chatAddress, message_ids: manyIds }, (asked) => {
      const chat = reachableChat(world, asked.chat_id);
      const found = asked.message_ids.flatMap((id) => chat.messages.get(id) ?? []);
      for (const it of found) {
        if (mayDelete(chat, it, world.now())) world.removeMessage(it);
      }
      return true;
    }),
  };
}

function editableMessage(world: World, asked: Message): SandboxMessage {
  const chat = reachableChat(world, asked.chat_id);
  assertMayPost(chat, 'text messages');
  const current = chat.messages.get(asked.message_id);
  if (current === undefined) throw badRequest('message to edit not found');
  assertMayEdit(chat, current);
  return current;
}

function captionOf(asked: z.output<z.ZodObject<typeof caption>>) {
  return cleanText('caption', { text: asked.caption ?? '', entities: asked.caption_entities ?? [] });
}

/** Replaces a message's content. Refused, as by Telegram, when that changes nothing. */
function edit(world: World, current: SandboxMessage, content: Content): object {
  const next = { ...current, ...content };
  if (isDeepStrictEqual(visiblePart(next), visiblePart(current))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  return toWireMessage(world, world.changeMessage(current, { ...content, editedAt: world.now() }));
}

function visiblePart({ text, entities: formatting, photo, buttons, linkPreview }: SandboxMessage): unknown {
  return { text, formatting, photo: photo?.fileId, buttons, linkPreview: linkPreview ?? {} };
}
