import { z } from 'zod';
import type { Callbacks } from './callbacks.ts';
import { badRequest } from './errors.ts';
import { flag, integer, json } from './fields.ts';
import { type MethodTable, method } from './method.ts';
import type { PhotoStore } from './photo.ts';
import type { Updates } from './updates.ts';
import type { World } from './world.ts';

/** What the methods about the bot itself work on. */
export interface UpdateMethodDeps {
  readonly world: World;
  readonly updates: Updates;
  readonly callbacks: Callbacks;
  readonly photos: PhotoStore;
}

const maxPollSeconds = 50;
const maxAnswerLength = 200;
const updateNames = json(z.array(z.string()));

/** getMe, getUpdates, the webhook methods, answerCallbackQuery, getFile. */
export function createUpdateMethods({ world, updates, callbacks, photos }: UpdateMethodDeps): MethodTable {
  return {
    getMe: method({}, () => world.bot),
    getUpdates: method(
      {
        offset: integer.optional(),
        limit: integer.optional(),
        timeout: integer.optional(),
        allowed_updates: updateNames.optional(),
      },
      (asked, { signal }) =>
        updates.poll(
          {
            offset: asked.offset ?? 0,
            limit: Math.min(Math.max(asked.limit ?? 100, 1), 100),
            timeoutSeconds: Math.min(Math.max(asked.timeout ?? 0, 0), maxPollSeconds),
            allowedUpdates: asked.allowed_updates,
          },
          signal,
        ),
    ),
    ...createWebhookMethods(updates),
    answerCallbackQuery: method(
      { callback_query_id: z.string(), text: z.string().optional(), show_alert: flag.optional() },
      ({ callback_query_id: id, text, show_alert: showAlert = false }) => {
        if (text !== undefined && text.length > maxAnswerLength) throw badRequest('MESSAGE_TOO_LONG');
        if (callbacks.answer(id, { text, showAlert })) return true;
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      },
    ),
    getFile: method({ file_id: z.string() }, ({ file_id: fileId }) => {
      const file = photos.file(fileId);
      if (file === undefined) throw badRequest('invalid file_id');
      return {
        file_id: file.fileId,
        file_unique_id: file.uniqueId,
        file_size: file.bytes.length,
        file_path: file.path,
      };
    }),
  };
}

/** A webhook is only remembered, so that polling is refused as Telegram does. It is never called. */
function createWebhookMethods(updates: Updates): MethodTable {
  return {
    setWebhook: method({ url: z.string(), drop_pending_updates: flag.optional() }, (asked) => {
      if (asked.url !== '' && !asked.url.startsWith('https://')) {
        throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      }
      updates.setWebhook(asked.url === '' ? undefined : asked.url, asked.drop_pending_updates ?? false);
      return true;
    }),
    deleteWebhook: method({ drop_pending_updates: flag.optional() }, (asked) => {
      updates.setWebhook(undefined, asked.drop_pending_updates ?? false);
      return true;
    }),
    getWebhookInfo: method({}, () => ({
      url: updates.webhookUrl() ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pendingCount(),
    })),
  };
}
