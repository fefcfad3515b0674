import type { Api } from 'grammy';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { DestinationId } from '../../domain/destination.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { PostButton } from '../../domain/post-button.ts';
import { digestToken, moreToken } from '../../newsroom/dispatch/post-action.ts';
import type { Part } from '../platform.ts';
import { buttonPrefix } from './answers.ts';
import type { createAttempt } from './attempts.ts';
import { isRefusedButton } from './errors.ts';
import { addressOfDestination } from './places.ts';
import { pageLink, startLink } from './start-link.ts';

/** The keyboard of a message as a field of its call; nothing without buttons. */
export interface KeyboardField {
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** A keyboard in both forms that calls may need. */
export interface Keyboard {
  readonly kind: 'ready';
  readonly whole: KeyboardField;
  /** For when Telegram refuses an address that an editor gave. */
  readonly withoutLinks: KeyboardField;
}

/** A keyboard, or why there is none yet. */
export type FoundKeyboard = Keyboard | { readonly kind: 'failed'; readonly outcome: Outcome };

/** Finds the keyboards of posts. */
export interface Keyboards {
  /** Never throws. */
  find(message: { readonly destination: DestinationId; readonly part: Part }): Promise<FoundKeyboard>;
}

/**
 * Makes the keyboards of posts. Buttons for the desk's decisions are pressed in place. In a group or channel,
 * "Digest" and "Follow" are links to the private chat with the bot, since what one person asks for must not be posted
 * to everybody. In a private chat "Digest" is answered in place, and "Follow" is left out. Such links contain the
 * bot's username, which is asked for once.
 */
export function createKeyboards(api: Api, attempt: ReturnType<typeof createAttempt>): Keyboards {
  let username: string | undefined;

  /** Undefined when the name is known now. */
  async function learnName(destination: DestinationId): Promise<Outcome | undefined> {
    // Asking can be repeated without harm, like an edit.
    const outcome = await attempt({
      operation: 'edit',
      destination,
      run: async () => {
        username = (await api.getMe()).username;
        return { kind: 'unchanged' };
      },
    });
    return username === undefined ? outcome : undefined;
  }

  return {
    async find({ destination, part: { buttons = [] } }) {
      // People's chats have positive numbers, all others negative ones (Bot API, "Chat").
      const isPrivate = (addressOfDestination(destination)?.chatId ?? 0) > 0;
      const needsName = !isPrivate && buttons.some(({ kind }) => kind === 'digest' || kind === 'follow');
      const failed = needsName && username === undefined ? await learnName(destination) : undefined;
      if (failed !== undefined) return { kind: 'failed', outcome: failed };
      const bot = isPrivate ? undefined : username;
      const unlinked = buttons.filter(({ kind }) => kind !== 'link');
      return { kind: 'ready', whole: fieldOf(buttons, bot), withoutLinks: fieldOf(unlinked, bot) };
    },
  };
}

/** Makes a call with a keyboard. If Telegram refuses an address in it, repeats it without the editor's addresses. */
export async function callWith<T>(
  { whole, withoutLinks }: Keyboard,
  call: (markup: KeyboardField) => Promise<T>,
): Promise<T> {
  try {
    return await call(whole);
  } catch (error) {
    if (!isRefusedButton(error)) throw error;
    return call(withoutLinks);
  }
}

/** `bot` is the bot's username; absent in a private chat. */
function fieldOf(buttons: readonly PostButton[], bot: string | undefined): KeyboardField {
  const row = buttons.flatMap((button) => keysOf(button, bot));
  return row.length === 0 ? {} : { reply_markup: { inline_keyboard: [row] } };
}

function keysOf(button: PostButton, bot: string | undefined): InlineKeyboardButton[] {
  const { kind, label: text } = button;
  if (kind === 'link') return [{ text, url: button.url }];
  if (kind === 'action') return [{ text, callback_data: buttonPrefix + button.token }];
  if (kind === 'more') {
    const { page } = button;
    if (bot !== undefined) return [{ text, url: pageLink(bot, page) }];
    return [{ text, callback_data: buttonPrefix + moreToken(page) }];
  }
  if (bot !== undefined) return [{ text, url: startLink(bot, kind, button.slug) }];
  return kind === 'digest' ? [{ text, callback_data: buttonPrefix + digestToken(button.slug) }] : [];
}
