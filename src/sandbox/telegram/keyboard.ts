import { badRequest } from './errors.ts';
import type { SandboxButton } from './model.ts';

/** `reply_markup`, with its types already checked. */
export interface RawKeyboard {
  readonly inline_keyboard: readonly (readonly RawButton[])[];
}

interface RawButton {
  readonly text: string;
  readonly callback_data?: string | undefined;
  readonly url?: string | undefined;
}

const maxDataBytes = 64;

/**
 * The buttons of an inline keyboard, row by row; none without a keyboard. Throws the 400 that Telegram answers for a
 * button without text or purpose, and for data outside 1 to 64 bytes (Bot API, "InlineKeyboardButton").
 */
export function readKeyboard(raw: RawKeyboard | undefined): readonly (readonly SandboxButton[])[] {
  if (raw === undefined) return [];
  return raw.inline_keyboard.filter((row) => row.length > 0).map((row) => row.map(readButton));
}

function readButton({ text, callback_data: data, url }: RawButton): SandboxButton {
  if (text === '') throw badRequest('inline keyboard button text must be non-empty');
  if (url !== undefined && data === undefined) return { text, url: checkedUrl(url) };
  if (data === undefined || url !== undefined) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > maxDataBytes) throw badRequest('BUTTON_DATA_INVALID');
  return { text, data };
}

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^(https?|tg|ton):/i.test(url)) return url;
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}
