import { MessageCreateRequestSchema, MessageEditRequestPartialSchema } from 'discord-api-spec/zod';
import type { FastifyRequest } from 'fastify';
import { invalidForm, refusal, requireThat } from './errors.ts';
import { requireSchema } from './form-faults.ts';
import { contentOf, jsonBody, type Routes } from './http.ts';
import { type MessageBody, readMessageBody, withTextIds } from './message-body.ts';
import { messageJson } from './message-json.ts';
import { hasV2, requireMessageRules } from './message-rules.ts';
import type { MessageStore } from './message-store.ts';
import type { Nonces } from './nonces.ts';
import { channelType, type Json, messageFlag, messageType } from './protocol.ts';
import { type Channel, isThread, type Message, type World } from './state.ts';

/** What the message routes work on. */
export interface MessageRoutesDeps {
  readonly world: World;
  readonly store: MessageStore;
  readonly nonces: Nonces;
}

type InChannel = {
  Params: { channel: string };
  Querystring: { limit?: string; before?: string; after?: string };
};
type OfMessage = { Params: { channel: string; message: string } };

// Discord, Message resource: the flags that a bot may set.
const createFlags = messageFlag.suppressEmbeds | messageFlag.suppressNotifications | messageFlag.componentsV2;

/** Routes for reading, sending, editing, deleting and publishing messages. */
export function messageRoutes(deps: MessageRoutesDeps): Routes {
  const { world, store } = deps;
  return (api) => {
    api.get<InChannel>('/channels/:channel/messages', async ({ params, query }) => {
      const channel = world.visibleChannel(params.channel);
      return page(channel, query).map((message) => messageJson(world, message));
    });
    api.post<InChannel>('/channels/:channel/messages', async (request) =>
      send(deps, request, request.params.channel),
    );
    api.get<OfMessage>('/channels/:channel/messages/:message', async ({ params }) =>
      messageJson(world, messageIn(world, params).message),
    );
    api.patch<OfMessage>('/channels/:channel/messages/:message', async (request) =>
      edit(deps, request, request.params),
    );
    api.delete<OfMessage>('/channels/:channel/messages/:message', async ({ params }, reply) => {
      const { message } = messageIn(world, params);
      requireThat(message.authorId === world.bot.id, 'missingPermissions');
      store.remove(message);
      return reply.code(204).send();
    });
    api.post<OfMessage>('/channels/:channel/messages/:message/crosspost', async ({ params }) => {
      const { channel, message } = messageIn(world, params);
      requireThat(channel.type === channelType.announcement, 'wrongChannelType');
      requireThat(world.rightsOf(channel).canSend, 'missingPermissions');
      requireThat((message.flags & messageFlag.crossposted) === 0, 'alreadyCrossposted');
      store.publish(message);
      return messageJson(world, message);
    });
  };
}

/** The message that a path names, and its channel. Throws 10003, 50001 or 10008. */
export function messageIn(
  world: World,
  params: { readonly channel: string; readonly message: string },
): { readonly channel: Channel; readonly message: Message } {
  const channel = world.visibleChannel(params.channel);
  const message = channel.messages.get(params.message);
  if (!message) throw refusal('unknownMessage');
  return { channel, message };
}

/** How many items a query asks for. Throws 50035. */
export function limitOf(
  text: string | undefined,
  size: { readonly usual: number; readonly most: number },
): number {
  const limit = Number(text ?? size.usual);
  if (Number.isInteger(limit) && limit >= 1 && limit <= size.most) return limit;
  const message = `int value should be between 1 and ${size.most}.`;
  throw invalidForm([{ path: ['limit'], code: 'NUMBER_TYPE_MAX', message }]);
}

function page(channel: Channel, query: InChannel['Querystring']): readonly Message[] {
  const limit = limitOf(query.limit, { usual: 50, most: 100 });
  const newestFirst = [...channel.messages.values()].toReversed();
  const { before, after } = query;
  if (before !== undefined)
    return newestFirst.filter(({ id }) => BigInt(id) < BigInt(before)).slice(0, limit);
  if (after !== undefined) return newestFirst.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-limit);
  return newestFirst.slice(0, limit);
}

function send(deps: MessageRoutesDeps, request: FastifyRequest, channelId: string): Json {
  const { world, store, nonces } = deps;
  const channel = world.visibleChannel(channelId);
  requireThat(channel.type !== channelType.forum, 'notATextChannel');
  const isPersons = channel.type === channelType.direct;
  requireThat(world.rightsOf(channel).canSend, isPersons ? 'cannotWriteToPerson' : 'missingPermissions');
  requireThat(!channel.locked || world.mayUseLocked(channel), 'threadIsLocked');
  const json = withTextIds(jsonBody(request));
  requireSchema(MessageCreateRequestSchema, json);
  const body = readMessageBody(json);
  requireMessageRules(body, hasV2(body.flags));
  const nonce = body.nonce ?? undefined;
  const earlier = nonce !== undefined && body.enforce_nonce === true ? nonces.find(nonce) : undefined;
  if (earlier !== undefined) return sentBefore(world, earlier, nonce);
  const reference = referenceOf(channel, body);
  const message = store.create({
    channel,
    authorId: world.bot.id,
    body,
    files: contentOf(request).files,
    type: reference ? messageType.reply : messageType.usual,
    flags: (body.flags ?? 0) & createFlags,
    pingDefaults: 'message',
    ...(reference && { reference }),
  });
  if (nonce !== undefined) nonces.remember(nonce, message.id);
  return { ...messageJson(world, message), ...(nonce !== undefined && { nonce }) };
}

/** The answer to a repeated nonce: the message it made before, or 10008 when that was deleted. */
function sentBefore(world: World, messageId: string, nonce: string | number | undefined): Json {
  const message = world.message(messageId);
  if (!message) throw refusal('unknownMessage');
  return { ...messageJson(world, message), nonce };
}

/**
 * The message that is replied to; undefined when there is none, or when it is gone and may be missing. Throws 50035.
 */
function referenceOf(channel: Channel, body: MessageBody): Message['reference'] {
  const wanted = body.message_reference;
  if (!wanted) return undefined;
  const isHere = (wanted.channel_id ?? channel.id) === channel.id;
  if (isHere && channel.messages.has(wanted.message_id))
    return { channelId: channel.id, messageId: wanted.message_id };
  if (wanted.fail_if_not_exists === false) return undefined;
  const fault = { code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' };
  throw invalidForm([{ path: ['message_reference'], ...fault }]);
}

function edit(
  { world, store }: MessageRoutesDeps,
  request: FastifyRequest,
  params: OfMessage['Params'],
): Json {
  const { channel, message } = messageIn(world, params);
  requireThat(message.authorId === world.bot.id, 'notYourMessage');
  requireThat(message.type !== messageType.pinNotice, 'systemMessage');
  requireThat(!(isThread(channel) && channel.archived), 'threadIsArchived');
  const json = withTextIds(jsonBody(request));
  requireSchema(MessageEditRequestPartialSchema, json);
  const body = readMessageBody(json);
  const flags = editedFlags(message.flags, body.flags);
  requireMessageRules(merged(message, body), hasV2(flags));
  store.revise(message, { body, files: contentOf(request).files, flags, pingDefaults: 'message' });
  return messageJson(world, message);
}

/** The content of a message after an edit. What the edit leaves out stays as it is. */
export function merged(message: Message, body: MessageBody): MessageBody {
  return {
    ...body,
    content: body.content === undefined ? message.content : body.content,
    embeds: body.embeds === undefined ? [...message.embeds] : body.embeds,
    components: body.components === undefined ? [...message.components] : body.components,
  };
}

/**
 * An edit may set and unset the flag that hides previews, and may set the one of Components V2 (Discord, Message
 * resource).
 */
export function editedFlags(before: number, wanted: number | null | undefined): number {
  if (wanted === undefined || wanted === null) return before;
  const kept = before & ~messageFlag.suppressEmbeds;
  return kept | (wanted & (messageFlag.suppressEmbeds | messageFlag.componentsV2));
}
