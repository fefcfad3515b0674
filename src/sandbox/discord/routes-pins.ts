import { refusal, requireThat } from './errors.ts';
import type { Routes } from './http.ts';
import { messageJson } from './message-json.ts';
import type { MessageStore } from './message-store.ts';
import { messageType } from './protocol.ts';
import { limitOf, messageIn } from './routes-messages.ts';
import type { Channel, Message, World } from './state.ts';
import { isoTime } from './user-json.ts';

// Discord, Opcodes and Status Codes (30003), and the Message resource (pages of pins).
const maxPins = 250;
const maxPage = 50;

/** Routes for pinning, unpinning and listing pins. */
export function pinRoutes(world: World, store: MessageStore): Routes {
  type OfMessage = { Params: { channel: string; message: string } };
  type OfChannel = { Params: { channel: string }; Querystring: { limit?: string; before?: string } };

  function pinnable(params: OfMessage['Params']) {
    const found = messageIn(world, params);
    requireThat(world.rightsOf(found.channel).canPin, 'missingPermissions');
    requireThat(!found.channel.archived, 'threadIsArchived');
    return found;
  }

  return (api) => {
    api.get<OfChannel>('/channels/:channel/messages/pins', async ({ params, query }) => {
      const pins = pinsOf(world.visibleChannel(params.channel)).filter(
        ({ pinnedAtMs }) => query.before === undefined || pinnedAtMs < Date.parse(query.before),
      );
      const limit = limitOf(query.limit, { usual: maxPage, most: maxPage });
      const items = pins.slice(0, limit).map(({ message, pinnedAtMs }) => ({
        pinned_at: isoTime(pinnedAtMs),
        message: messageJson(world, message),
      }));
      return { items, has_more: pins.length > limit };
    });
    api.put<OfMessage>('/channels/:channel/messages/pins/:message', async ({ params }, reply) => {
      const { channel, message } = pinnable(params);
      requireThat(message.type !== messageType.pinNotice, 'systemMessage');
      const isPinned = message.pinnedAtMs !== undefined;
      if (!isPinned && pinsOf(channel).length >= maxPins) throw refusal('tooManyPins');
      if (!isPinned) store.pin(message);
      return reply.code(204).send();
    });
    api.delete<OfMessage>('/channels/:channel/messages/pins/:message', async ({ params }, reply) => {
      const { message } = pinnable(params);
      if (message.pinnedAtMs !== undefined) store.unpin(message);
      return reply.code(204).send();
    });
  };
}

/** The pinned messages of a channel, the newest pin first. */
export function pinsOf(
  channel: Channel,
): readonly { readonly message: Message; readonly pinnedAtMs: number }[] {
  const pins = [...channel.messages.values()].flatMap((message) =>
    message.pinnedAtMs === undefined ? [] : [{ message, pinnedAtMs: message.pinnedAtMs }],
  );
  return pins.toReversed().toSorted((left, right) => right.pinnedAtMs - left.pinnedAtMs);
}
