import type { Api } from 'grammy';
import type { EditRequest } from '../platform.ts';
import { captionFields, textFields } from './bodies.ts';
import { hasNoCaption } from './errors.ts';
import { callWith, type Keyboard, type KeyboardField } from './keyboards.ts';

/** An edit, and where it is to be made. */
export interface Edit {
  readonly chatId: number;
  readonly request: EditRequest;
  readonly keyboard: Keyboard;
}

/** Changes a message in place; its picture stays. Throws what grammY throws. */
export async function editMessage(api: Api, { chatId, request, keyboard }: Edit): Promise<void> {
  const { messageId, part } = request;
  const id = Number(messageId);
  const editText = (markup: KeyboardField) =>
    api.editMessageText(chatId, id, part.text, { ...textFields(part), ...markup });
  const editCaption = (markup: KeyboardField) =>
    api.editMessageCaption(chatId, id, { ...captionFields(part), ...markup });
  if (part.picture === undefined) {
    await callWith(keyboard, editText);
    return;
  }
  try {
    await callWith(keyboard, editCaption);
  } catch (error) {
    // The message went out as text, because its picture could not be had.
    if (!hasNoCaption(error)) throw error;
    await callWith(keyboard, editText);
  }
}
