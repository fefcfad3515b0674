import type { Redis } from 'ioredis';
import type { FollowedChange } from '../delivery/observer.ts';
import { parseItem } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { Spread } from '../monitoring/spread.ts';
import type { Keys } from './keys.ts';
import { createScript } from './script.ts';

/** A change that has not reached everybody by then is not timed. */
const longestMs = 24 * 3_600_000;
/** Stands for destinations that are still to be added; waited for like one. */
const more = 'more';
/** How many items of a paused destination's backlog are looked at, newest first. */
const restReach = 50;

const expectChange = `
local change, waits = KEYS[1], KEYS[2]
local revision, json, longest = ARGV[1], ARGV[2], ARGV[3]
local known = tonumber(redis.call('HGET', change, 'revision') or nil)
if known and known > tonumber(revision) then return end
if known ~= tonumber(revision) then redis.call('DEL', change, waits) end
redis.call('HSET', change, 'revision', revision, 'json', json)
for i = 4, #ARGV do redis.call('SADD', waits, ARGV[i]) end
redis.call('PEXPIRE', change, longest)
redis.call('PEXPIRE', waits, longest)
`;

const beginChange = `
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[1] then return 0 end
return redis.call('HSETNX', KEYS[1], 'begun', 1)
`;

/** Removes destinations unless they have an older revision. Answers the change when the last one was among them. */
const reachChange = `
local change, waits, revision = KEYS[1], KEYS[2], ARGV[1]
local newest = tonumber(redis.call('HGET', change, 'revision') or nil)
if not newest or (revision ~= '' and tonumber(revision) < newest) then return '' end
local reached = 0
for i = 2, #ARGV do reached = reached + redis.call('SREM', waits, ARGV[i]) end
if reached == 0 or redis.call('EXISTS', waits) == 1 then return '' end
local json = redis.call('HGET', change, 'json')
redis.call('DEL', change)
return json
`;

/** Keeps in Redis how far changes have spread: a set of destinations per entry, for a day at most. */
export function createSpread(redis: Redis, keys: Keys): Spread {
  const expect = createScript(redis, expectChange);
  const begin = createScript(redis, beginChange);
  const reached = createScript(redis, reachChange);
  const keysOf = ({ slug, number }: { readonly slug: string; readonly number: number }) => [
    keys.story(slug).spread(number),
    keys.story(slug).waits(number),
  ];

  async function reach(
    members: readonly (DestinationId | typeof more)[],
    entry: Parameters<Spread['reach']>[1],
  ): Promise<FollowedChange | undefined> {
    const json = String(await reached(keysOf(entry), [entry.revision ?? '', ...members]));
    return json === '' ? undefined : (JSON.parse(json) as FollowedChange); // written by expect()
  }

  return {
    reach,
    async expect(change, destinations) {
      const head = [change.revision, JSON.stringify(change), longestMs];
      await expect(keysOf(change), [...head, more, ...destinations]);
    },
    expectNoMore: (change) => reach([more], change),
    async begin(change) {
      return (await begin([keys.story(change.slug).spread(change.number)], [change.revision])) === 1;
    },
    async rest(destination) {
      const words = await redis.zrevrange(keys.destination(destination).backlog, 0, restReach - 1);
      const last = await Promise.all(words.map((word) => leave(destination, word)));
      return last.flatMap((change) => change ?? []);
    },
  };

  async function leave(destination: DestinationId, word: string): Promise<FollowedChange | undefined> {
    const item = parseItem(word);
    return item?.kind === 'entry'
      ? reach([destination], { slug: item.slug, number: item.number })
      : undefined;
  }
}
