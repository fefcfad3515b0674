import { type Api, InputFile } from 'grammy';
import type { Outcome } from '../../domain/outcome.ts';
import type { EditRequest } from '../platform.ts';
import { captionFields, textFields } from './bodies.ts';
import { hasNoCaption, hasNoText } from './errors.ts';
import { callWith, type Keyboard, type KeyboardField } from './keyboards.ts';
import { neutralPicture } from './neutral-picture.ts';
import type { Pictures } from './pictures.ts';
import { afterRefusal } from './sending.ts';

/** An edit, and where to make it. */
export interface Edit {
  readonly chatId: number;
  readonly request: EditRequest;
  readonly keyboard: Keyboard;
}

/** What edits are made with. */
export interface EditingMeans {
  readonly api: Api;
  readonly pictures: Pictures;
}

/**
 * Changes a message in place. If the message has a picture and the part has none, a neutral picture replaces it,
 * since a photo message can never become a text message (Bot API, editMessageMedia). If asked for, a part with a
 * picture gets it back. Throws what grammY throws.
 */
export async function editMessage({ api, pictures }: EditingMeans, edit: Edit): Promise<Outcome> {
  const { chatId, request, keyboard } = edit;
  const { messageId, part, restoresPicture = false } = request;
  const id = Number(messageId);
  const editText = (markup: KeyboardField) =>
    api.editMessageText(chatId, id, part.text, { ...textFields(part), ...markup });
  const editCaption = (markup: KeyboardField) =>
    api.editMessageCaption(chatId, id, { ...captionFields(part), ...markup });
  const editMedia = (media: string | InputFile) => (markup: KeyboardField) =>
    api.editMessageMedia(chatId, id, { type: 'photo', media, ...captionFields(part) }, markup);
  const edited: Outcome = { kind: 'delivered', messageId };

  if (part.picture === undefined) {
    await callWith(keyboard, editText).catch((error: unknown) => {
      if (!hasNoText(error)) throw error;
      return callWith(keyboard, editMedia(new InputFile(neutralPicture(), 'withdrawn.png')));
    });
    return edited;
  }
  const found = restoresPicture ? await pictures.find(part.picture) : undefined;
  if (found?.kind === 'unreadable') {
    return { kind: 'retry-later', why: 'the picture could not be read from the records' };
  }
  if (found?.kind === 'ready') {
    const { file } = found;
    const refused = { pictures, picture: part.picture, isUpload: typeof file !== 'string' };
    const restored = await callWith(keyboard, editMedia(file)).catch((error: unknown) =>
      afterRefusal(error, refused),
    );
    return typeof restored === 'object' && 'kind' in restored ? restored : edited;
  }
  await callWith(keyboard, editCaption).catch((error: unknown) => {
    // The message was sent as text, because its picture could not be loaded.
    if (!hasNoCaption(error)) throw error;
    return callWith(keyboard, editText);
  });
  return edited;
}
