import type { Redis } from 'ioredis';
import type { CardsDue, Outbox, OutboxEvent } from '../delivery/ports.ts';
import { urgencies } from '../domain/entry.ts';
import type { StoryEvent } from '../newsroom/records.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/** An event as the outbox keeps it, without its order: `entry 17 flash`, `entry 17 flash 3`, `story` or `closed`. */
export function formatEvent(event: StoryEvent): string {
  if (event.kind !== 'entry') return event.kind;
  const { number, urgency, corrects } = event;
  return [`entry ${number} ${urgency}`, ...(corrects === undefined ? [] : [corrects])].join(' ');
}

function parseEvent(token: string): OutboxEvent {
  const [order = '', kind, number, urgency, corrects] = token.split(' ');
  if (kind === 'story' || kind === 'closed')
    return { order: Number(order), event: { kind }, isUrgent: false, token };
  const known = urgencies.find((name) => name === urgency);
  if (kind !== 'entry' || known === undefined) throw new Error(`Damaged outbox event: ${token}`);
  const event = { kind, number: Number(number), urgency: known } as const;
  return {
    order: Number(order),
    event: corrects ? { ...event, corrects: Number(corrects) } : event,
    isUrgent: known === 'flash',
    token,
  };
}

/**
 * Removes an event. With its order given, notes that the cards have to show it. An urgent event may be removed before
 * older ones.
 */
const eventDone = `
local outbox, cards, token, order = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
redis.call('LREM', outbox, 1, token)
if order == '' then return 1 end
redis.call('HSETNX', cards, 'since', order)
local newest = tonumber(redis.call('HGET', cards, 'order') or '0')
if tonumber(order) > newest then redis.call('HSET', cards, 'order', order) end
return 1
`;

/** Notes that the cards are put. Changes since then keep them due. */
const cardsDone = `
local order = redis.call('HGET', KEYS[1], 'order')
if not order or order == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return redis.call('HSET', KEYS[1], 'since', order)
`;

/** Reads the outboxes that {@link createStoryRecords} writes. */
export function createOutbox(redis: Redis, keys: Keys): Outbox {
  const done = createScript(redis, eventDone);
  const put = createScript(redis, cardsDone);

  async function cardsDue(slug: string): Promise<CardsDue | undefined> {
    const [since, order] = await redis.hmget(keys.story(slug).cards, 'since', 'order');
    return since && order ? { since: Number(since), order: Number(order) } : undefined;
  }

  async function isWaiting(slug: string): Promise<boolean> {
    const [events, cards] = await Promise.all([redis.llen(keys.story(slug).outbox), cardsDue(slug)]);
    return events > 0 || cards !== undefined;
  }

  async function all(slug: string): Promise<readonly OutboxEvent[]> {
    return (await redis.lrange(keys.story(slug).outbox, 0, -1)).map(parseEvent);
  }

  return {
    cardsDue,
    async next(slug) {
      const events = await all(slug);
      return events.find(({ isUrgent }) => isUrgent) ?? events[0];
    },
    urgent: async (slug) => (await all(slug)).filter(({ isUrgent }) => isUrgent),
    async done(slug, { token, order }, cards) {
      const at = keys.story(slug);
      await done([at.outbox, at.cards], [token, cards === 'due' ? order : '']);
    },
    async cardsPut(slug, { order }) {
      await put([keys.story(slug).cards], [order]);
    },
    async storiesWaiting() {
      const slugs = await redis.smembers(keys.stories);
      const waiting = await Promise.all(slugs.map(isWaiting));
      return slugs.filter((_, index) => waiting[index]);
    },
  };
}
