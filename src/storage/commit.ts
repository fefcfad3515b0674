import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Runs a Lua script by its hash, sending the source only when the server does not know it. */
export function createScript(redis: Redis, source: string) {
  const sha = createHash('sha1').update(source).digest('hex');
  return async (keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(source, keys.length, ...keys, ...args);
    }
  };
}

/**
 * The one transaction that changes a story. It answers `repeat` when this call was made before, `conflict` when
 * the story's version is not the expected one, else `ok` after writing story, entry, revision, outbox events and
 * the mark of the call. Event orders grow strictly and follow the clock, so that they sort across stories too.
 */
export const storyCommit = `
local record, entries, revisions, outbox, call = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local deeds, seal = KEYS[6], KEYS[7]
local version, now, story, callTtl, made = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
local number, entry, deed, seals, added = ARGV[6], ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10])
local before = redis.call('GET', call)
if before then return {'repeat', before} end
if (redis.call('HGET', record, 'version') or '0') ~= version then return {'conflict'} end
local clock = tonumber(redis.call('HGET', record, 'clock') or '0')
if number ~= '' then redis.call('HSET', entries, number, entry) end
if seals ~= '' then
  redis.call('RENAME', revisions, seal)
  redis.call('RPUSH', seal, seals)
end
for i = 11, 10 + added do redis.call('RPUSH', revisions, ARGV[i]) end
if deed ~= '' then redis.call('RPUSH', deeds, deed) end
for i = 11 + added, #ARGV do
  clock = math.max(clock + 1, now)
  redis.call('RPUSH', outbox, string.format('%.0f', clock) .. ' ' .. ARGV[i])
end
redis.call('HSET', record, 'json', story, 'version', version + 1, 'clock', string.format('%.0f', clock))
redis.call('SET', call, made, 'PX', callTtl)
return {'ok'}
`;

/** Writes a record if it is still as it was read (empty: did not exist). Answers 1 or 0. */
export const replaceRecord = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`;

/**
 * Writes a delivery row if it is still as it was read (empty: did not exist). Answers 1 when the row is there now,
 * even if an earlier try of the same call wrote it; else 0.
 */
export const writeRow = `
local field, asRead, row = ARGV[1], ARGV[2], ARGV[3]
local found = redis.call('HGET', KEYS[1], field) or ''
if found == row then return 1 end
if found ~= asRead then return 0 end
redis.call('HSET', KEYS[1], field, row)
return 1
`;

/**
 * Puts items into one destination's backlog. For each item: word, order, place, and the field of its row in the hash
 * of the same number. Scores below 0 are in front: the order less `band`. An item that already waits gets a nudge,
 * which changes its stamp but not its place; one that moves to the front is no longer put off. Answers the lowest
 * score.
 */
export const putItems = `
local backlog, later, band, nudge = KEYS[1], KEYS[2], tonumber(ARGV[1]), ARGV[2]
for i = 1, (#ARGV - 2) / 4 do
  local word, order, place, field = ARGV[i * 4 - 1], tonumber(ARGV[i * 4]), ARGV[i * 4 + 1], ARGV[i * 4 + 2]
  local score = tonumber(redis.call('ZSCORE', backlog, word) or nil)
  local begun = place ~= 'front-if-begun' or redis.call('HEXISTS', KEYS[i + 2], field) == 1
  local front = place == 'front' or (place == 'front-if-begun' and begun)
  if front then redis.call('ZREM', later, word) end
  if front and (not score or score >= 0) then
    redis.call('ZADD', backlog, order - band, word)
  elseif place == 'behind-if-waiting' then
    if score and score >= 0 and order > score then redis.call('ZADD', backlog, order, word) end
  elseif not score and begun then
    redis.call('ZADD', backlog, order, word)
  elseif score and place == 'last' and score >= 0 and order > score then
    redis.call('ZADD', backlog, order, word)
  elseif score then
    redis.call('ZINCRBY', backlog, nudge, word)
  end
end
return redis.call('ZRANGE', backlog, 0, 0, 'WITHSCORES')[2] or ''
`;

/** Writes a row that is still as it was read, and puts its item into the backlog unless it waits. Answers 1 or 0. */
export const reopenRow = `
local field, asRead, row, word, order = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('HGET', KEYS[1], field) ~= asRead then return 0 end
redis.call('HSET', KEYS[1], field, row)
redis.call('ZADD', KEYS[2], 'NX', order, word)
return 1
`;

/**
 * Puts a digest into a backlog and moves the mark of its story, if the mark is still as it was read. Answers 1 or 0.
 */
export const putDigestItem = `
local slug, asRead, word, ending = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if (redis.call('HGET', KEYS[2], slug) or '') ~= asRead then return 0 end
redis.call('ZADD', KEYS[1], 'NX', ending, word)
redis.call('HSET', KEYS[2], slug, ending)
return 1
`;

/**
 * Removes an item from a backlog unless its stamp has changed, and writes its row when one is given, if it is still as
 * it was read (empty: did not exist). With a time to live (ms), the row's hash expires after it. Answers how many items
 * are left, and the lowest score; nothing when the row has changed.
 */
export const settleItem = `
local backlog, rows, later = KEYS[1], KEYS[2], KEYS[3]
local item, stamp, field, row, ttl, asRead = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if row ~= '' then
  local found = redis.call('HGET', rows, field) or ''
  if found ~= row and found ~= asRead then return false end
  redis.call('HSET', rows, field, row)
end
if ttl ~= '' then redis.call('PEXPIRE', rows, ttl) end
if redis.call('ZSCORE', backlog, item) == stamp then
  redis.call('ZREM', backlog, item)
  redis.call('ZREM', later, item)
end
local lowest = redis.call('ZRANGE', backlog, 0, 0, 'WITHSCORES')
return {redis.call('ZCARD', backlog), lowest[2] or ''}
`;

/**
 * A destination's record (empty: none), the lowest item that is not put off, its score and its row (empty: none).
 * When all items are put off: empty words, and when the first is due again. When there are none: empty words. Only
 * the item says which hash has its row, so the hash's name is built here; it is in the same slot as the backlog.
 */
export const nextItem = `
local backlog, later, now, rows = KEYS[1], KEYS[2], tonumber(ARGV[1]), ARGV[2]
local record = redis.call('GET', KEYS[3]) or ''
local due, place = nil, 0
while true do
  local found = redis.call('ZRANGE', backlog, place, place, 'WITHSCORES')
  if not found[1] then return {record, '', '', '', due and string.format('%.0f', due) or ''} end
  local at = tonumber(redis.call('ZSCORE', later, found[1]) or nil)
  if not at or at <= now then
    local group, field = string.match(found[1], '^(.*)/([^/]*)$')
    return {record, found[1], found[2], redis.call('HGET', rows .. group, field) or '', ''}
  end
  due = math.min(due or at, at)
  place = place + 1
end
`;

/** Puts an item off until a moment, unless it was asked for again since it was read. */
export const putOffItem = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1]) end
return 1
`;

/**
 * Removes items of which nothing was delivered (no row, or one without a message) from a backlog and writes their
 * rows. For each item: word, field and row. Another item takes the place of the first one. Answers how many were
 * removed.
 */
export const foldItems = `
local backlog, rows, fold = KEYS[1], KEYS[2], ARGV[1]
local taken, lowest = 0, nil
for i = 1, (#ARGV - 1) / 3 do
  local word, field, row = ARGV[i * 3 - 1], ARGV[i * 3], ARGV[i * 3 + 1]
  local score = tonumber(redis.call('ZSCORE', backlog, word) or nil)
  local found = redis.call('HGET', rows, field)
  if score and (not found or string.match(found, '^p%d+$')) then
    redis.call('HSET', rows, field, row)
    redis.call('ZREM', backlog, word)
    taken = taken + 1
    lowest = math.min(lowest or score, score)
  end
end
if lowest then redis.call('ZADD', backlog, 'NX', lowest, fold) end
return taken
`;
