import { Api } from 'grammy';
import type { Outcome } from '../../domain/outcome.ts';
import type { EditRequest, Messenger, SendRequest } from '../platform.ts';
import { type AttemptSettings, createAttempt } from './attempts.ts';
import { editMessage } from './editing.ts';
import { createHearing } from './hearing.ts';
import { createKeyboards, type Keyboard } from './keyboards.ts';
import { telegramPace } from './pace.ts';
import { createPictures, type PictureSettings } from './pictures.ts';
import { renderTelegram } from './render.ts';
import { sendPicture, sendText } from './sending.ts';

/** Options of {@link createTelegramMessenger}. */
export interface TelegramMessengerOptions extends PictureSettings, AttemptSettings {
  readonly token: string;
  /** The Bot API's root: `https://api.telegram.org`, or that of a self-hosted server. */
  readonly apiUrl: string;
  /** Whether to send times in the reader's own zone; the server must know `date_time` entities. False by default. */
  readonly localTimes?: boolean;
  /** Whether a send that may have arrived is repeated instead of left to people; false by default. */
  readonly resendsUnknown?: boolean;
  /** How long one call may take; 20 by default. Edits in large channels take six and more. */
  readonly timeoutSeconds?: number;
}

/**
 * Telegram's sending side, with a client apart from the listening one. The Bot API has no key against duplicates: a
 * send without an answer is `unknown`, and people decide whether to repeat it.
 */
export function createTelegramMessenger(options: TelegramMessengerOptions): Messenger {
  const { token, apiUrl, timeoutSeconds = 20, localTimes = false } = options;
  const api = new Api(token, { apiRoot: apiUrl, timeoutSeconds, sensitiveLogs: false });
  api.config.use(async (call, ...request) => {
    const answer = await call(...request);
    // Whoever said so, it was not Telegram, which returns what was done.
    if (answer.ok && answer.result === undefined) throw new Error('This answer is not from Telegram');
    return answer;
  });
  const hearing = createHearing(() => api.getMe());
  const attempt = createAttempt(options, hearing);
  const keyboards = createKeyboards(api, attempt);
  const means = { api, attempt, pictures: createPictures(options) };

  async function withKeyboard(
    request: SendRequest | EditRequest,
    act: (keyboard: Keyboard) => Promise<Outcome>,
  ): Promise<Outcome> {
    const found = await keyboards.find(request);
    return found.kind === 'failed' ? found.outcome : act(found);
  }

  return {
    platform: 'telegram',
    sendIsRepeatable: options.resendsUnknown ?? false,
    pace: telegramPace,
    check: () => hearing.check(),
    render: (content, rendering) => renderTelegram(content, rendering, { localTimes, quietNames: true }),
    send(request) {
      const { picture } = request.part;
      return withKeyboard(request, (keyboard) =>
        picture === undefined
          ? sendText(means, request, keyboard)
          : sendPicture(means, { ...request, picture }, keyboard),
      );
    },
    edit(request) {
      const { destination } = request;
      return withKeyboard(request, (keyboard) => {
        return attempt({
          operation: 'edit',
          destination,
          run: ({ chatId }) => editMessage(means, { chatId, request, keyboard }),
        });
      });
    },
    async delete({ destination, messageId }) {
      const run = done(messageId, (chatId) => api.deleteMessage(chatId, Number(messageId)));
      return attempt({ operation: 'delete', destination, run });
    },
    async pin({ destination, messageId }) {
      const quietly = { disable_notification: true };
      const run = done(messageId, (chatId) => api.pinChatMessage(chatId, Number(messageId), quietly));
      return attempt({ operation: 'pin', destination, run });
    },
  };
}

function done(messageId: string, run: (chatId: number) => Promise<unknown>) {
  return async ({ chatId }: { readonly chatId: number }): Promise<Outcome> => {
    await run(chatId);
    return { kind: 'delivered', messageId };
  };
}
