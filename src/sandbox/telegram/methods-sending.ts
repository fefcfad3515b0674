import { z } from 'zod';
import { badRequest } from './errors.ts';
import {
  chatAddress,
  entities,
  flag,
  inlineKeyboard,
  integer,
  json,
  linkPreviewOptions,
  replyParameters,
} from './fields.ts';
import { readKeyboard } from './keyboard.ts';
import { findDocument, findPhoto, findPhotoField } from './media.ts';
import { type MethodTable, method } from './method.ts';
import type { ChatState, MessageDraft, SandboxMessage } from './model.ts';
import type { PhotoStore } from './photo.ts';
import { assertMayPost, type ContentKind, reachableChat, topicOf } from './rights.ts';
import { cleanMessageText, cleanText } from './text.ts';
import { toWireMessage } from './wire.ts';
import type { World } from './world.ts';

/** The parameters of every sending method. */
const target = {
  chat_id: chatAddress,
  message_thread_id: integer.optional(),
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
  reply_parameters: replyParameters.optional(),
};
const keyboard = { reply_markup: inlineKeyboard.optional() };
const caption = { caption: z.string().optional(), caption_entities: entities.optional() };
const albumItem = z.strictObject({ type: z.literal('photo'), media: z.string(), ...caption });
const copied = { ...target, ...keyboard, ...caption, from_chat_id: chatAddress, message_id: integer };

type Target = z.output<z.ZodObject<typeof target>>;
type Content = Partial<Omit<MessageDraft, 'sender'>>;

/** sendMessage, sendPhoto, sendDocument (uploads), sendMediaGroup (photos), copyMessage. */
export function createSendingMethods(world: World, photos: PhotoStore): MethodTable {
  return {
    sendMessage: method(
      {
        ...target,
        ...keyboard,
        text: z.string().optional(),
        entities: entities.optional(),
        link_preview_options: linkPreviewOptions.optional(),
      },
      (asked) => {
        const chat = openChat(world, asked, 'text messages');
        const formatted = cleanMessageText({ text: asked.text ?? '', entities: asked.entities ?? [] });
        const buttons = readKeyboard(asked.reply_markup);
        const linkPreview = asked.link_preview_options;
        return toWireMessage(
          world,
          send(world, chat, { ...asked, content: { ...formatted, buttons, linkPreview } }),
        );
      },
    ),
    sendPhoto: method({ ...target, ...keyboard, ...caption, photo: z.string().optional() }, (asked, call) => {
      const chat = openChat(world, asked, 'photos');
      const formatted = captionOf(asked);
      const buttons = readKeyboard(asked.reply_markup);
      const photo = findPhotoField(photos, { name: 'photo', value: asked.photo }, call);
      return toWireMessage(world, send(world, chat, { ...asked, content: { ...formatted, buttons, photo } }));
    }),
    sendDocument: method(
      { ...target, ...keyboard, ...caption, document: z.string().optional() },
      (asked, call) => {
        const chat = openChat(world, asked, 'documents');
        const formatted = captionOf(asked);
        const buttons = readKeyboard(asked.reply_markup);
        const document = findDocument(photos, asked.document, call);
        const content = { ...formatted, buttons, document };
        return toWireMessage(world, send(world, chat, { ...asked, content }));
      },
    ),
    sendMediaGroup: method({ ...target, media: json(z.array(albumItem)) }, (asked, call) => {
      const chat = openChat(world, asked, 'photos');
      if (asked.media.length < 2 || asked.media.length > 10) {
        throw badRequest('wrong number of media in the album: 2 to 10 are needed');
      }
      const contents = asked.media.map((item) => ({
        ...captionOf(item),
        photo: findPhoto(photos, item.media, call),
        mediaGroupId: `${chat.id}${chat.lastMessageId}`,
      }));
      const sent = contents.map((content) => send(world, chat, { ...asked, content }));
      return sent.map((message) => toWireMessage(world, message));
    }),
    copyMessage: method(copied, (asked) => ({ message_id: copy(world, asked).id })),
  };
}

/** The chat to send to, after the checks that come before those of the content. */
function openChat(world: World, asked: Target, content: ContentKind): ChatState {
  const chat = reachableChat(world, asked.chat_id);
  assertMayPost(chat, content);
  return chat;
}

function captionOf(asked: z.output<z.ZodObject<typeof caption>>) {
  return cleanText('caption', { text: asked.caption ?? '', entities: asked.caption_entities ?? [] });
}

function send(world: World, chat: ChatState, asked: Target & { readonly content: Content }): SandboxMessage {
  return world.addMessage(chat, {
    ...asked.content,
    sender: { kind: 'bot' },
    threadId: topicOf(chat, asked.message_thread_id),
    replyToId: replyTarget(chat, asked.reply_parameters),
    silent: asked.disable_notification ?? false,
    protectedContent: asked.protect_content ?? false,
  });
}

/** The message to reply to; undefined when it is gone and the bot allows sending without it. */
function replyTarget(chat: ChatState, reply: Target['reply_parameters']): number | undefined {
  if (reply === undefined) return undefined;
  if (chat.messages.has(reply.message_id)) return reply.message_id;
  if (reply.allow_sending_without_reply === true) return undefined;
  throw badRequest('message to be replied not found');
}

function copy(world: World, asked: z.output<z.ZodObject<typeof copied>>): SandboxMessage {
  const original = reachableChat(world, asked.from_chat_id).messages.get(asked.message_id);
  if (original === undefined) throw badRequest('message to copy not found');
  if (original.service !== undefined) throw badRequest("message can't be copied");
  const { photo, linkPreview } = original;
  const chat = openChat(world, asked, photo === undefined ? 'text messages' : 'photos');
  const isRecaptioned = photo !== undefined && asked.caption !== undefined;
  const formatted = isRecaptioned ? captionOf(asked) : { text: original.text, entities: original.entities };
  const buttons = readKeyboard(asked.reply_markup);
  return send(world, chat, { ...asked, content: { ...formatted, photo, linkPreview, buttons } });
}
