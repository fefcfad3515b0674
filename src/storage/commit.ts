/**
 * The one transaction that changes a story. It answers `repeat` when this call was made before, `conflict` when
 * the story's version is not the expected one, else `ok` after writing story, entry, revision, outbox events and
 * the mark of the call. What the entry says is marked too, for a while. Event orders grow strictly and follow the
 * clock, so that they sort across stories too. What the story has seen of the clock grows, too.
 */
export const storyCommit = `
local record, entries, revisions, outbox, call = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local deeds, seal, said = KEYS[6], KEYS[7], KEYS[8]
local version, now, story, callTtl, saidTtl = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
local number, entry, deed, seals, added = ARGV[6], ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10])
local before = redis.call('GET', call)
if before then return {'repeat', before} end
if (redis.call('HGET', record, 'version') or '0') ~= version then return {'conflict'} end
local clock = tonumber(redis.call('HGET', record, 'clock') or '0')
if number ~= '' then
  redis.call('HSET', entries, number, entry)
  redis.call('SADD', said, number)
  redis.call('PEXPIRE', said, saidTtl)
end
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
local seen = math.max(tonumber(redis.call('HGET', record, 'seen') or '0'), now)
redis.call('HSET', record, 'json', story, 'version', version + 1)
redis.call('HSET', record, 'clock', string.format('%.0f', clock), 'seen', string.format('%.0f', seen))
redis.call('SET', call, number, 'PX', callTtl)
return {'ok'}
`;

/**
 * Raises what a story has seen of the clock: to a moment, or just above what it has seen. Answers what it is then. A
 * story that does not exist sees nothing.
 */
export const seeMoment = `
if redis.call('EXISTS', KEYS[1]) == 0 then return ARGV[1] end
local seen, at = tonumber(redis.call('HGET', KEYS[1], 'seen') or '0'), tonumber(ARGV[1])
local words = string.format('%.0f', at < seen and seen + 1 or at)
redis.call('HSET', KEYS[1], 'seen', words)
return words
`;
