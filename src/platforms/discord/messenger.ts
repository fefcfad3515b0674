import { type InternalRequest, parseResponse, type RawFile, RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { addressOf } from '../../domain/destination.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Picture } from '../../domain/picture.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { BotAccount } from '../account.ts';
import { type LoadMedia, type Messenger, notKept } from '../platform.ts';
import { createAttempts } from './attempts.ts';
import { createBody, editBody } from './bodies.ts';
import { isRefusedPicture, loggable } from './errors.ts';
import { createHistory } from './history.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { discordPace, restUntil } from './pace.ts';
import { fileOf } from './pictures.ts';
import { renderDiscord } from './render.ts';
import { createDiscordRest } from './rest.ts';

/** Options of {@link createDiscordMessenger}. */
export interface DiscordMessengerOptions {
  readonly token: string;
  /** The REST root: `https://discord.com/api`, or that of a proxy. */
  readonly apiUrl: string;
  readonly loadMedia: LoadMedia;
  readonly now: () => Instant;
  /** How long one call may take, including its answer; 15 seconds by default. */
  readonly timeoutMs?: number;
  /** Whether Discord accepts the token. Shared with the listening side. */
  readonly account?: BotAccount;
  /**
   * Counts the requests that Discord refuses, and stops deliveries before Discord bans the bot. Shared with the
   * listening side.
   */
  readonly invalid?: InvalidRequests;
  readonly log: Logger;
}

/** Why a message is sent without a picture that Discord does not accept. */
const tooLarge = 'it is too large for Discord';

const unreadable: Outcome = { kind: 'retry-later', why: 'the picture could not be read from the records' };

/**
 * Anything else did not come from Discord: what was sent must not be stored as a message that later edits would fail
 * on, and what was changed still shows its old words.
 */
const someMessage = z.object({ id: z.string().regex(/^\d{17,20}$/) });

/** Discord answers so when there is nothing to say (pages "Delete Message" and "Pin Message"). */
const noContent = 204;

/**
 * Discord's sending side, over REST only: it needs no gateway and can run in any process. `close` stops its timers;
 * calls under way are finished.
 */
export function createDiscordMessenger(options: DiscordMessengerOptions): Messenger & { close(): void } {
  const settings = { ...options, timeoutMs: options.timeoutMs ?? 15_000 };
  const rest = createDiscordRest(settings);
  const { attempt, attemptOpening } = createAttempts({ ...settings, rest });
  const findSent = createHistory(rest);
  const ask = async (request: InternalRequest) => {
    const response = await rest.queueRequest(request);
    const until = restUntil(response.headers, settings.now());
    return { body: await parseResponse(response), rest: until === undefined ? {} : { restUntil: until } };
  };
  const tell = async (request: InternalRequest) => {
    const response = await rest.queueRequest(request);
    // Read to the end, since the connection would stay open for it.
    await response.arrayBuffer();
    if (response.status !== noContent) throw new Error('This answer is not from Discord');
  };
  return {
    platform: 'discord',
    sendIsRepeatable: true,
    render: renderDiscord,
    pace: (call) => discordPace(call, settings.now()),
    async send(request) {
      const file = await loadFile(request.part.picture, settings);
      if (file === 'unreadable') return unreadable;
      const fullRoute = Routes.channelMessages(addressOf(request.destination));
      const isWithout = request.part.picture !== undefined && file === undefined;
      const post = async (withFile: RawFile | undefined, signal: AbortSignal) => {
        const body = createBody(request, withFile);
        const answer = await ask({
          method: RequestMethod.Post,
          fullRoute,
          body,
          signal,
          ...filesOf(withFile),
        });
        return { ...delivered(someMessage.parse(answer.body).id), ...answer.rest };
      };
      return attempt({
        operation: 'send',
        withPicture: file !== undefined,
        run: async (signal) => {
          const sent = await post(file, signal).catch(async (error: unknown) => {
            if (file === undefined || !isRefusedPicture(error)) throw error;
            return { ...(await post(undefined, signal)), withoutPicture: tooLarge };
          });
          return isWithout ? { ...sent, withoutPicture: notKept } : sent;
        },
      });
    },
    findSent: (search) => attempt({ operation: 'send', run: (signal) => findSent(search, signal) }),
    async edit({ destination, messageId, part, restoresPicture = false }) {
      const file = restoresPicture ? await loadFile(part.picture, settings) : undefined;
      if (file === 'unreadable') return unreadable;
      const route = Routes.channelMessage(addressOf(destination), messageId);
      const body = editBody(part, file);
      const run = async (signal: AbortSignal) => {
        const request = { method: RequestMethod.Patch, fullRoute: route, body, signal, ...filesOf(file) };
        const answer = await ask(request);
        return { ...delivered(someMessage.parse(answer.body).id), ...answer.rest };
      };
      return attemptOpening(destination, { operation: 'edit', withPicture: file !== undefined, run });
    },
    async delete({ destination, messageId }) {
      const fullRoute = Routes.channelMessage(addressOf(destination), messageId);
      const run = (signal: AbortSignal) => tell({ method: RequestMethod.Delete, fullRoute, signal });
      return attemptOpening(destination, { operation: 'delete', run: done(messageId, run) });
    },
    async pin({ destination, messageId }) {
      const fullRoute = Routes.channelMessagesPin(addressOf(destination), messageId);
      const run = (signal: AbortSignal) => tell({ method: RequestMethod.Put, fullRoute, signal });
      return attemptOpening(destination, { operation: 'pin', run: done(messageId, run) });
    },
    async publish({ destination, messageId }) {
      const route = Routes.channelMessageCrosspost(addressOf(destination), messageId);
      const run = async (signal: AbortSignal) => someMessage.parse(await rest.post(route, { signal }));
      return attempt({ operation: 'publish', run: done(messageId, run) });
    },
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

function filesOf(file: RawFile | undefined): Pick<InternalRequest, 'files'> {
  return file === undefined ? {} : { files: [file] };
}

/** A picture whose bytes are no longer stored is left out, since the text must still arrive. */
async function loadFile(
  picture: Picture | undefined,
  { loadMedia, log }: Pick<DiscordMessengerOptions, 'loadMedia' | 'log'>,
): Promise<RawFile | undefined | 'unreadable'> {
  if (picture === undefined) return undefined;
  try {
    const data = await loadMedia(picture.mediaId);
    return data && fileOf(picture, data);
  } catch (error) {
    log.error({ ...loggable(error), mediaId: picture.mediaId }, 'a picture could not be read');
    return 'unreadable';
  }
}

function done(messageId: string, run: (signal: AbortSignal) => Promise<unknown>) {
  return async (signal: AbortSignal): Promise<Outcome> => {
    await run(signal);
    return delivered(messageId);
  };
}

function delivered(messageId: string): Extract<Outcome, { kind: 'delivered' }> {
  return { kind: 'delivered', messageId };
}
