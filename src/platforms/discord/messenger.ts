import { type RawFile, Routes } from 'discord.js';
import { z } from 'zod';
import { addressOf } from '../../domain/destination.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Picture } from '../../domain/picture.ts';
import type { Logger } from '../../logger.ts';
import type { LoadMedia, Messenger } from '../platform.ts';
import { createAttempts } from './attempts.ts';
import { createBody, editBody, fileOf } from './bodies.ts';
import { renderDiscord } from './render.ts';
import { createDiscordRest } from './rest.ts';

/** What the sending side needs. */
export interface DiscordMessengerOptions {
  readonly token: string;
  /** The REST root: `https://discord.com/api`, or that of a proxy. */
  readonly apiUrl: string;
  readonly loadMedia: LoadMedia;
  readonly now: () => Instant;
  /** How long one call may take, answer included; 15 seconds by default. */
  readonly timeoutMs?: number;
  readonly log: Logger;
}

const createdMessage = z.object({ id: z.string() });

/**
 * Discord's sending side over REST alone; it needs no gateway and can run in any process. `close` stops its
 * timers; calls under way are finished.
 */
export function createDiscordMessenger(options: DiscordMessengerOptions): Messenger & { close(): void } {
  const settings = { ...options, timeoutMs: options.timeoutMs ?? 15_000 };
  const rest = createDiscordRest(settings);
  const { attempt, attemptOpening } = createAttempts({ ...settings, rest });
  return {
    platform: 'discord',
    sendIsRepeatable: true,
    render: renderDiscord,
    async send(request) {
      const file = await loadFile(request.part.picture, settings);
      const body = createBody(request, file);
      const route = Routes.channelMessages(addressOf(request.destination));
      return attempt({
        operation: 'send',
        withPicture: file !== undefined,
        run: async (signal) => {
          const answer = await rest.post(route, {
            body,
            signal,
            ...(file !== undefined && { files: [file] }),
          });
          return delivered(createdMessage.parse(answer).id);
        },
      });
    },
    async edit({ destination, messageId, part }) {
      const route = Routes.channelMessage(addressOf(destination), messageId);
      const run = (signal: AbortSignal) => rest.patch(route, { body: editBody(part), signal });
      return attemptOpening(destination, { operation: 'edit', run: done(messageId, run) });
    },
    async delete({ destination, messageId }) {
      const route = Routes.channelMessage(addressOf(destination), messageId);
      const run = (signal: AbortSignal) => rest.delete(route, { signal });
      return attemptOpening(destination, { operation: 'delete', run: done(messageId, run) });
    },
    async pin({ destination, messageId }) {
      const route = Routes.channelMessagesPin(addressOf(destination), messageId);
      const run = (signal: AbortSignal) => rest.put(route, { signal });
      return attemptOpening(destination, { operation: 'pin', run: done(messageId, run) });
    },
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** A picture whose bytes are not kept any more is left out: the text must still arrive. */
async function loadFile(
  picture: Picture | undefined,
  { loadMedia, log }: Pick<DiscordMessengerOptions, 'loadMedia' | 'log'>,
): Promise<RawFile | undefined> {
  if (picture === undefined) return undefined;
  const data = await loadMedia(picture.mediaId);
  if (data !== undefined) return fileOf(picture, data);
  log.warn({ mediaId: picture.mediaId }, 'a picture is not kept any more; the message goes without it');
  return undefined;
}

function done(messageId: string, run: (signal: AbortSignal) => Promise<unknown>) {
  return async (signal: AbortSignal): Promise<Outcome> => {
    await run(signal);
    return delivered(messageId);
  };
}

function delivered(messageId: string): Outcome {
  return { kind: 'delivered', messageId };
}
