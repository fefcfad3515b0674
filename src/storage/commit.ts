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
