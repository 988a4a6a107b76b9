-- Writes a definition if it still is what the writer has read, and tells every service.
-- KEYS 1 definitions  2 log of changes
-- ARGV 1 field (sandbox/kind/name)  2 revision the writer has read: '' must not exist, '*' whatever it is
--      3 new revision  4 document, or '' to remove it
-- Returns 'ok', 'exists', 'missing' or 'stale'.

local stored = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[2] == '' and stored then return 'exists' end
if ARGV[2] ~= '' and not stored then return 'missing' end
if ARGV[2] ~= '' and ARGV[2] ~= '*' and string.sub(stored, 1, #ARGV[2] + 1) ~= ARGV[2] .. ' ' then return 'stale' end

if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. ' ' .. ARGV[4])
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, '*', 'field', ARGV[1])
return 'ok'
