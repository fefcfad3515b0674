import type { Redis } from 'ioredis';
import type { Person } from '../domain/person.ts';
import type { Polls } from '../platforms/telegram/absence.ts';
import type { Inbox } from '../platforms/telegram/inbox.ts';
import type { People } from '../platforms/telegram/people.ts';
import type { FileIds } from '../platforms/telegram/pictures.ts';
import type { Question, QuestionMessage, Questions } from '../platforms/telegram/questions.ts';
import type { Keys } from './keys.ts';

/** What the Telegram adapter must remember across restarts. */
export interface TelegramMemory {
  readonly inbox: Inbox;
  readonly people: People;
  readonly questions: Questions;
  readonly fileIds: FileIds;
  readonly polls: Polls;
}

/** Wraps a port so that it fails clearly and soon while Redis is away. */
type Guarded = <T extends object>(port: T) => T;

/** As long as the form that a question replaces. */
const questionTtlMs = 24 * 3_600_000;

/** Keeps in Redis: updates that are not handled yet, people by username, handles of uploaded pictures. */
export function createTelegramMemory(redis: Redis, keys: Keys, guarded: Guarded): TelegramMemory {
  const keyOf = ({ chatId, messageId }: QuestionMessage) => keys.question(`${chatId}:${messageId}`);

  return {
    inbox: guarded({
      async add(updates) {
        const transaction = redis.multi();
        for (const { updateId, json } of updates) transaction.hsetnx(keys.inbox, String(updateId), json);
        const results = await transaction.exec();
        const failure = results?.find(([error]) => error !== null)?.[0];
        if (results === null || failure) throw failure ?? new Error('The transaction was discarded');
      },
      async remove(updateId) {
        await redis.hdel(keys.inbox, String(updateId));
      },
      async all() {
        const updates = Object.entries(await redis.hgetall(keys.inbox));
        return updates
          .map(([updateId, json]) => ({ updateId: Number(updateId), json }))
          .toSorted((a, b) => a.updateId - b.updateId);
      },
    }),
    people: guarded({
      async remember(username, person) {
        await redis.hset(keys.people, username, JSON.stringify(person));
      },
      async find(username) {
        const json = await redis.hget(keys.people, username);
        return json === null ? undefined : (JSON.parse(json) as Person); // written by remember()
      },
    }),
    polls: guarded({
      async last() {
        const at = await redis.get(keys.polled);
        return at === null ? undefined : Number(at);
      },
      async note(at) {
        await redis.set(keys.polled, at);
      },
    }),
    questions: guarded({
      async keep(message, question) {
        await redis.set(keyOf(message), JSON.stringify(question), 'PX', questionTtlMs);
      },
      async find(message) {
        const json = await redis.get(keyOf(message));
        return json === null ? undefined : (JSON.parse(json) as Question); // written by keep()
      },
    } satisfies Questions),
    fileIds: guarded({
      get: async (mediaId) => (await redis.get(keys.fileId(mediaId))) ?? undefined,
      async set(mediaId, fileId) {
        await redis.set(keys.fileId(mediaId), fileId);
      },
    }),
  };
}
