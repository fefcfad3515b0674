import { z } from 'zod';
import type { World } from '../world.ts';
import { pageRoles } from './view.ts';

const role = z.enum(pageRoles);

/**
 * Telegram's apps split longer texts, and a bot would take the rest for another message (Bot API, sendMessage: text).
 */
const maxTextLength = 4_096;

const typedText = z.string().refine((typed) => typed.length <= maxTextLength, {
  error: ({ input }) =>
    `A message on Telegram holds ${count(maxTextLength)} characters, and this has ${count(String(input).length)}. Shorten it, or send the text as two updates.`,
});

/** The bodies of the page's requests to act on Telegram, by the last part of their path. */
export const telegramBodies = {
  say: z.object({
    role,
    placeId: z.string(),
    text: typedText,
    /** The bytes in base64. */
    photo: z.base64().optional(),
    /** The message that it replies to. */
    replyTo: z.coerce.number().optional(),
  }),
  press: z.object({ role, placeId: z.string(), messageId: z.coerce.number(), token: z.string() }),
} as const;

type Body<K extends keyof typeof telegramBodies> = z.output<(typeof telegramBodies)[K]>;

/**
 * Acts on Telegram as the people of the page, by real updates to the bot. Rejects with a plain error for what
 * Telegram's client would not let a person do, and when a pressed button is not answered within ten seconds.
 */
export function createTelegramActs({ telegram, cast }: World) {
  const chatOf = (placeId: string) => Number(placeId.replace('telegram/', ''));
  return {
    async say({ role: who, placeId, text, photo: base64, replyTo }: Body<'say'>) {
      const chatId = chatOf(placeId);
      const photo = base64 === undefined ? {} : { photo: Buffer.from(base64, 'base64') };
      if (chatId !== cast.telegram.channel) {
        telegram.say({
          as: cast.telegram[who],
          chatId,
          text,
          ...photo,
          ...(replyTo !== undefined && { replyTo }),
        });
      } else if (who === 'chief') telegram.postInChannel({ chatId, text, ...photo });
      else throw new Error('Only administrators may post in a channel.');
      return {};
    },
    /** Returns what the bot shows to the person who pressed, above the chat. */
    async press({ role: who, placeId, messageId, token }: Body<'press'>) {
      const press = { as: cast.telegram[who], chatId: chatOf(placeId), messageId, data: token };
      const { text = '', showAlert } = await telegram.press(press).catch((error: unknown) => {
        if (error instanceof Error && !error.message.includes('within')) throw error;
        throw new Error('The bot does not answer.');
      });
      return { text, showAlert };
    },
  };
}

function count(characters: number): string {
  return characters.toLocaleString('en-US');
}
