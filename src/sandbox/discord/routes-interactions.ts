import * as spec from 'discord-api-spec/zod';
import type { FastifyRequest } from 'fastify';
import { invalidForm, refusal, requireThat } from './errors.ts';
import { requireSchema } from './form-faults.ts';
import { contentOf, jsonBody, type Routes } from './http.ts';
import type { Interaction, Interactions } from './interactions.ts';
import { readMessageBody, withTextIds } from './message-body.ts';
import { messageJson } from './message-json.ts';
import { hasV2, requireMessageRules } from './message-rules.ts';
import type { MessageStore } from './message-store.ts';
import { requireModalRules } from './modal.ts';
import {
  callbackType,
  interactionType,
  isJson,
  type Json,
  jsonList,
  messageFlag,
  messageType,
} from './protocol.ts';
import { editedFlags, merged } from './routes-messages.ts';
import type { Channel, Message, World } from './state.ts';

/** What the routes of interactions work on. */
export interface InteractionRoutesDeps {
  readonly world: World;
  readonly store: MessageStore;
  readonly interactions: Interactions;
}

type Callback = { Params: { id: string; token: string }; Querystring: { with_response?: string } };
type OfToken = { Params: { token: string } };
type OfReply = { Params: { token: string; message: string } };

// Discord, Receiving and Responding: the flags that an answer may set.
const answerFlags =
  messageFlag.suppressEmbeds |
  messageFlag.ephemeral |
  messageFlag.suppressNotifications |
  messageFlag.componentsV2;

/** Routes for first answers to interactions, and for what follows them below `/webhooks`. */
export function interactionRoutes(deps: InteractionRoutesDeps): Routes {
  const { world, store, interactions } = deps;
  return (api) => {
    api.post<Callback>('/interactions/:id/:token/callback', async (request, reply) => {
      const { id, token } = request.params;
      const interaction = interactions.toAnswer(id, token);
      const callback = withTextIdsInside(jsonBody(request));
      answer(deps, interaction, { callback, request });
      if (request.query.with_response !== 'true') return reply.code(204).send();
      return callbackResponse(world, interaction, callback);
    });
    api.post<OfToken>('/webhooks/:application/:token', async (request) =>
      messageJson(world, followUp(deps, interactions.answered(request.params.token), request)),
    );
    api.get<OfReply>('/webhooks/:application/:token/messages/:message', async ({ params }) =>
      messageJson(world, replyOf(world, interactions.answered(params.token), params.message)),
    );
    api.patch<OfReply>('/webhooks/:application/:token/messages/:message', async (request) => {
      const interaction = interactions.answered(request.params.token);
      const message = replyOf(world, interaction, request.params.message);
      reviseReply(deps, { interaction, message, request });
      return messageJson(world, message);
    });
    api.delete<OfReply>('/webhooks/:application/:token/messages/:message', async ({ params }, reply) => {
      store.remove(replyOf(world, interactions.answered(params.token), params.message));
      return reply.code(204).send();
    });
  };
}

interface Answering {
  readonly callback: Json;
  readonly request: FastifyRequest;
}

function withTextIdsInside(callback: Json): Json {
  return isJson(callback['data']) ? { ...callback, data: withTextIds(callback['data']) } : callback;
}

function answer(deps: InteractionRoutesDeps, interaction: Interaction, answering: Answering): void {
  const { callback } = answering;
  requireFittingType(interaction, callback['type']);
  switch (callback['type']) {
    case callbackType.message:
    case callbackType.deferredMessage:
      writeAnswer(deps, interaction, answering);
      break;
    case callbackType.deferredUpdate:
    case callbackType.update:
      updateSource(deps, interaction, answering);
      break;
    case callbackType.autocompleteResult:
      requireSchema(spec.ApplicationCommandAutocompleteCallbackRequestSchema, callback);
      interaction.choices = isJson(callback['data']) ? jsonList(callback['data']['choices']) : [];
      break;
    default:
      requireSchema(spec.ModalInteractionCallbackRequestSchema, callback);
      interaction.modal = isJson(callback['data']) ? callback['data'] : {};
      requireModalRules(interaction.modal);
  }
  interaction.acknowledged = true;
}

/**
 * Throws unless this kind of answer is allowed for this kind of use (Discord, Receiving and Responding, Interaction
 * Callback Type).
 */
function requireFittingType({ type, sourceId }: Interaction, callback: unknown): void {
  const messages: readonly unknown[] = [callbackType.message, callbackType.deferredMessage];
  const updates: readonly unknown[] =
    sourceId === undefined ? [] : [callbackType.deferredUpdate, callbackType.update];
  const modal: readonly unknown[] = type === interactionType.modalSubmit ? [] : [callbackType.modal];
  const fitting =
    type === interactionType.autocomplete
      ? [callbackType.autocompleteResult]
      : [...messages, ...updates, ...modal];
  if (fitting.includes(callback)) return;
  const message = `Value must be one of (${fitting.join(', ')}).`;
  throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
}

function writeAnswer(
  deps: InteractionRoutesDeps,
  interaction: Interaction,
  { callback, request }: Answering,
): void {
  requireSchema(spec.CreateMessageInteractionCallbackRequestSchema, callback);
  const isDeferred = callback['type'] === callbackType.deferredMessage;
  const body = readMessageBody(isDeferred ? {} : (callback['data'] ?? {}));
  requireMessageRules(body, hasV2(body.flags), ['data']);
  const wanted = isJson(callback['data']) ? Number(callback['data']['flags'] ?? 0) : 0;
  const flags = isDeferred ? (wanted & messageFlag.ephemeral) | messageFlag.loading : wanted & answerFlags;
  const message = write(deps, interaction, { body, files: contentOf(request).files, flags });
  interaction.originalId = message.id;
}

function write(
  { world, store }: InteractionRoutesDeps,
  interaction: Interaction,
  content: Pick<Parameters<MessageStore['create']>[0], 'body' | 'files' | 'flags'>,
): Message {
  const isCommand = interaction.type === interactionType.command;
  const message = store.create({
    ...content,
    channel: channelOf(world, interaction),
    authorId: world.bot.id,
    type: isCommand && interaction.replyIds.length === 0 ? messageType.commandAnswer : messageType.usual,
    pingDefaults: 'interaction',
    interactionId: interaction.id,
  });
  interaction.replyIds.push(message.id);
  return message;
}

function channelOf(world: World, { channelId }: Interaction): Channel {
  const channel = world.channels.get(channelId);
  if (!channel) throw refusal('unknownChannel');
  return channel;
}

function updateSource(
  deps: InteractionRoutesDeps,
  interaction: Interaction,
  { callback, request }: Answering,
): void {
  requireSchema(spec.UpdateMessageInteractionCallbackRequestSchema, callback);
  const message = interaction.sourceId === undefined ? undefined : deps.world.message(interaction.sourceId);
  if (!message) throw refusal('unknownMessage');
  if (callback['type'] === callbackType.update) {
    revise(deps, message, { json: callback['data'] ?? {}, at: ['data'], request });
    interaction.replyIds.push(message.id);
  }
  interaction.originalId = message.id;
}

interface Revising {
  readonly json: unknown;
  readonly at: readonly string[];
  readonly request: FastifyRequest;
}

function revise({ store }: InteractionRoutesDeps, message: Message, { json, at, request }: Revising): void {
  const body = readMessageBody(json);
  const flags = editedFlags(message.flags & ~messageFlag.loading, body.flags);
  requireMessageRules(merged(message, body), hasV2(flags), at);
  store.revise(message, { body, files: contentOf(request).files, flags, pingDefaults: 'interaction' });
}

/** The answer that `@original` or an id names. Throws 10008. */
function replyOf(world: World, interaction: Interaction, name: string): Message {
  const id = name === '@original' ? interaction.originalId : name;
  const isOurs = id !== undefined && (id === interaction.originalId || interaction.replyIds.includes(id));
  const message = isOurs ? world.message(id) : undefined;
  if (!message) throw refusal('unknownMessage');
  return message;
}

interface ReplyRevision {
  readonly interaction: Interaction;
  readonly message: Message;
  readonly request: FastifyRequest;
}

function reviseReply(deps: InteractionRoutesDeps, { interaction, message, request }: ReplyRevision): void {
  const json = withTextIds(jsonBody(request));
  requireSchema(spec.IncomingWebhookUpdateRequestPartialSchema, json);
  revise(deps, message, { json, at: [], request });
  if (!interaction.replyIds.includes(message.id)) interaction.replyIds.push(message.id);
}

/**
 * After a deferral, the first follow-up becomes the answer itself (Discord, Receiving and Responding, Create Followup
 * Message).
 */
function followUp(deps: InteractionRoutesDeps, interaction: Interaction, request: FastifyRequest): Message {
  requireThat(interaction.type !== interactionType.autocomplete, 'unknownWebhook');
  const original =
    interaction.originalId === undefined ? undefined : deps.world.message(interaction.originalId);
  if (original && (original.flags & messageFlag.loading) !== 0) {
    reviseReply(deps, { interaction, message: original, request });
    return original;
  }
  const json = withTextIds(jsonBody(request));
  requireSchema(spec.IncomingWebhookRequestPartialSchema, json);
  const body = readMessageBody(json);
  requireMessageRules(body, hasV2(body.flags));
  return write(deps, interaction, {
    body,
    files: contentOf(request).files,
    flags: (body.flags ?? 0) & answerFlags,
  });
}

function callbackResponse(world: World, interaction: Interaction, callback: Json): Json {
  const message = interaction.originalId === undefined ? undefined : world.message(interaction.originalId);
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_id: message?.id ?? null,
      response_message_loading: message ? (message.flags & messageFlag.loading) !== 0 : false,
      response_message_ephemeral: message ? (message.flags & messageFlag.ephemeral) !== 0 : false,
    },
    resource: { type: callback['type'], ...(message && { message: messageJson(world, message) }) },
  };
}
