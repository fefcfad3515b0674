import type { Redis } from 'ioredis';
import type { Outbox, OutboxEvent } from '../delivery/ports.ts';
import { urgencies } from '../domain/entry.ts';
import type { StoryEvent } from '../newsroom/records.ts';
import type { Keys } from './keys.ts';

/** An event as the outbox keeps it, without its order: `entry 17 flash`, `entry 17 flash 3`, `story` or `closed`. */
export function formatEvent(event: StoryEvent): string {
  if (event.kind !== 'entry') return event.kind;
  const { number, urgency, corrects } = event;
  return [`entry ${number} ${urgency}`, ...(corrects === undefined ? [] : [corrects])].join(' ');
}

function parseEvent(token: string): OutboxEvent {
  const [order = '', kind, number, urgency, corrects] = token.split(' ');
  if (kind === 'story' || kind === 'closed') return { order: Number(order), event: { kind }, token };
  const known = urgencies.find((name) => name === urgency);
  if (kind !== 'entry' || known === undefined) throw new Error(`Damaged outbox event: ${token}`);
  const event = { kind, number: Number(number), urgency: known } as const;
  return { order: Number(order), event: corrects ? { ...event, corrects: Number(corrects) } : event, token };
}

/** Reads the outboxes that {@link createStoryRecords} writes. */
export function createOutbox(redis: Redis, keys: Keys): Outbox {
  return {
    async first(slug) {
      const token = await redis.lindex(keys.story(slug).outbox, 0);
      return token === null ? undefined : parseEvent(token);
    },
    async urgent(slug) {
      const events = (await redis.lrange(keys.story(slug).outbox, 0, -1)).map(parseEvent);
      return events.filter(({ event }) => event.kind === 'entry' && event.urgency === 'flash');
    },
    async done(slug, event) {
      await redis.lrem(keys.story(slug).outbox, 1, event.token);
    },
    async storiesWaiting() {
      const slugs = await redis.smembers(keys.stories);
      const lengths = await Promise.all(slugs.map((slug) => redis.llen(keys.story(slug).outbox)));
      return slugs.filter((_, index) => (lengths[index] ?? 0) > 0);
    },
  };
}
