import type { Api } from 'grammy';
import type { Outcome } from '../../domain/outcome.ts';
import type { Picture } from '../../domain/picture.ts';
import type { SendRequest } from '../platform.ts';
import type { createAttempt } from './attempts.ts';
import { captionFields, outcomeOfSend, sendFields, textFields } from './bodies.ts';
import { isRefusedPicture, isStaleFile } from './errors.ts';
import { callWith, type Keyboard } from './keyboards.ts';
import type { Pictures } from './pictures.ts';

/** What messages are sent with. */
export interface SendingMeans {
  readonly api: Api;
  readonly attempt: ReturnType<typeof createAttempt>;
  readonly pictures: Pictures;
}

/** Sends a text message. Never throws. */
export async function sendText(
  { api, attempt }: Omit<SendingMeans, 'pictures'>,
  request: SendRequest,
  keyboard: Keyboard,
): Promise<Outcome> {
  const { destination, part } = request;
  return attempt({
    operation: 'send',
    destination,
    run: async (address) => {
      const fields = { ...sendFields(request, address), ...textFields(part) };
      const message = await callWith(keyboard, (markup) =>
        api.sendMessage(address.chatId, part.text, { ...fields, ...markup }),
      );
      return outcomeOfSend(message);
    },
  });
}

/**
 * Sends a picture with its caption. A picture that is no longer stored, or that Telegram cannot read, is left out:
 * the text must still arrive, and the outcome says why it did so alone. Never throws.
 */
export async function sendPicture(
  means: SendingMeans,
  request: SendRequest & { readonly picture: Picture },
  keyboard: Keyboard,
): Promise<Outcome> {
  const { api, attempt, pictures } = means;
  const found = await pictures.find(request.picture);
  if (found.kind === 'unreadable') {
    return { kind: 'retry-later', why: 'the picture could not be read from the records' };
  }
  if (found.kind === 'missing') {
    const outcome = await sendText(means, request, keyboard);
    return outcome.kind === 'delivered' ? { ...outcome, withoutPicture: found.why } : outcome;
  }
  const { file } = found;
  return attempt({
    operation: 'send',
    destination: request.destination,
    run: async (address) => {
      const fields = { ...sendFields(request, address), ...captionFields(request.part) };
      const send = () =>
        callWith(keyboard, (markup) => api.sendPhoto(address.chatId, file, { ...fields, ...markup }));
      const message = await send().catch((error: unknown) =>
        afterRefusal(error, { pictures, picture: request.picture, isUpload: typeof file !== 'string' }),
      );
      if ('kind' in message) return message;
      await pictures.remember(request.picture, message);
      return outcomeOfSend(message);
    },
  });
}

/** What to do about a picture that Telegram refused. Throws the refusal when the picture is not the reason. */
export function afterRefusal(
  error: unknown,
  { pictures, picture, isUpload }: Pick<SendingMeans, 'pictures'> & RefusedPicture,
): Outcome {
  if (!isUpload && isStaleFile(error)) {
    pictures.forget(picture);
    return { kind: 'retry-later', why: 'Telegram has dropped the picture; it will be uploaded again' };
  }
  if (!isRefusedPicture(error)) throw error;
  pictures.refuse(picture);
  return { kind: 'retry-later', why: 'Telegram does not take the picture; the message goes without it' };
}

interface RefusedPicture {
  readonly picture: Picture;
  /** Whether the picture was uploaded, rather than named by Telegram's own id. */
  readonly isUpload: boolean;
}
