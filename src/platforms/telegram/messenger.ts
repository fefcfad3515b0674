import { Api } from 'grammy';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Picture } from '../../domain/picture.ts';
import type { EditRequest, Messenger, SendRequest } from '../platform.ts';
import { createAttempt } from './attempts.ts';
import { captionFields, outcomeOfSend, sendFields, textFields } from './bodies.ts';
import { hasNoCaption, isStaleFile } from './errors.ts';
import { createPictures, type PictureSettings, type Pictures } from './pictures.ts';
import { renderTelegram } from './render.ts';

/** What the sending side needs. */
export interface TelegramMessengerOptions extends PictureSettings {
  readonly token: string;
  /** The Bot API's root: `https://api.telegram.org`, or that of one's own server. */
  readonly apiUrl: string;
  readonly now: () => Instant;
  /** How long one call may take; 20 by default. Edits in large channels take six and more. */
  readonly timeoutSeconds?: number;
}

type Attempt = ReturnType<typeof createAttempt>;

/** What the calls below share. */
interface Sending {
  readonly api: Api;
  readonly attempt: Attempt;
  readonly pictures: Pictures;
  readonly log: TelegramMessengerOptions['log'];
}

/**
 * Telegram's sending side, with a client of its own beside the one that listens. The Bot API has no key against
 * duplicates: a send without an answer is `unknown`, and repeating it is for people to decide.
 */
export function createTelegramMessenger(options: TelegramMessengerOptions): Messenger {
  const { token, apiUrl, timeoutSeconds = 20 } = options;
  const api = new Api(token, { apiRoot: apiUrl, timeoutSeconds, sensitiveLogs: false });
  const attempt = createAttempt(options);
  const sending: Sending = { api, attempt, pictures: createPictures(options), log: options.log };
  return {
    platform: 'telegram',
    sendIsRepeatable: false,
    render: renderTelegram,
    async send(request) {
      const { picture } = request.part;
      return picture === undefined ? sendText(sending, request) : sendPicture(sending, request, picture);
    },
    async edit(request) {
      const { destination, messageId } = request;
      const run = done(messageId, (chatId) => editMessage(api, chatId, request));
      return attempt({ operation: 'edit', destination, run });
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

async function sendText({ api, attempt }: Sending, request: SendRequest): Promise<Outcome> {
  const { destination, part } = request;
  return attempt({
    operation: 'send',
    destination,
    run: async (address) => {
      const fields = { ...sendFields(request, address), ...textFields(part) };
      return outcomeOfSend(await api.sendMessage(address.chatId, part.text, fields));
    },
  });
}

/** A picture whose bytes are not kept any more is left out: the text must still arrive. */
async function sendPicture(sending: Sending, request: SendRequest, picture: Picture): Promise<Outcome> {
  const { api, attempt, pictures, log } = sending;
  const found = await pictures.find(picture);
  if (found.kind === 'unreadable') {
    return { kind: 'retry-later', why: 'the picture could not be read from the records' };
  }
  if (found.kind === 'missing') {
    log.warn({ mediaId: picture.mediaId }, 'a picture is not kept any more; the message goes without it');
    return sendText(sending, request);
  }
  const { file } = found;
  return attempt({
    operation: 'send',
    destination: request.destination,
    run: async (address) => {
      const fields = { ...sendFields(request, address), ...captionFields(request.part) };
      try {
        const message = await api.sendPhoto(address.chatId, file, fields);
        await pictures.remember(picture, message);
        return outcomeOfSend(message);
      } catch (error) {
        if (typeof file !== 'string' || !isStaleFile(error)) throw error;
        pictures.forget(picture);
        return { kind: 'retry-later', why: 'Telegram has dropped the picture; it will be uploaded again' };
      }
    },
  });
}

async function editMessage(api: Api, chatId: number, { messageId, part }: EditRequest): Promise<void> {
  const id = Number(messageId);
  if (part.picture === undefined) {
    await api.editMessageText(chatId, id, part.text, textFields(part));
    return;
  }
  try {
    await api.editMessageCaption(chatId, id, captionFields(part));
  } catch (error) {
    // The message went out as text, because its picture was not kept any more.
    if (!hasNoCaption(error)) throw error;
    await api.editMessageText(chatId, id, part.text, textFields(part));
  }
}

function done(messageId: string, run: (chatId: number) => Promise<unknown>) {
  return async ({ chatId }: { readonly chatId: number }): Promise<Outcome> => {
    await run(chatId);
    return { kind: 'delivered', messageId };
  };
}
