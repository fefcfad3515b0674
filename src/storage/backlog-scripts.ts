import { bandsInLua } from './backlog-score.ts';

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
 * of the same number. One that already waits keeps its place and gets a nudge, unless `place` moves it: to the front,
 * or behind later ones. One that goes in front is no longer put off. Answers the lowest score.
 */
export const putItems = `${bandsInLua}
local backlog, later = KEYS[1], KEYS[2]
for i = 1, #ARGV / 4 do
  local word, order, place, field = ARGV[i * 4 - 3], tonumber(ARGV[i * 4 - 2]), ARGV[i * 4 - 1], ARGV[i * 4]
  local score = tonumber(redis.call('ZSCORE', backlog, word) or nil)
  local isBegun = place ~= 'front-if-begun' or redis.call('HEXISTS', KEYS[i + 2], field) == 1
  local goesInFront = place == 'front' or (place == 'front-if-begun' and isBegun)
  local waitsEarlier = score and not isInFront(score) and score < order
  if goesInFront then redis.call('ZREM', later, word) end
  if goesInFront and not (score and isInFront(score)) then
    redis.call('ZADD', backlog, inFront(order), word)
  elseif place == 'behind-if-waiting' then
    if waitsEarlier then redis.call('ZADD', backlog, order, word) end
  elseif not score then
    if isBegun then redis.call('ZADD', backlog, order, word) end
  elseif place == 'last' and waitsEarlier then
    redis.call('ZADD', backlog, order, word)
  else
    redis.call('ZINCRBY', backlog, nudge, word)
  end
end
return redis.call('ZRANGE', backlog, 0, 0, 'WITHSCORES')[2] or ''
`;

/**
 * Puts a digest into a backlog and moves the mark of its story, if the mark is still as it was read. Answers 1 or 0.
 */
export const putDigestItem = `
local slug, asRead, word, ending, order = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if (redis.call('HGET', KEYS[2], slug) or '') ~= asRead then return 0 end
redis.call('ZADD', KEYS[1], 'NX', order, word)
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
