-- Writes definitions, all or none, if each still is what the writer has read, and tells every service.
-- KEYS 1 definitions  2 log of changes
-- ARGV 1 position in the log up to which the writer knew everything, or '' when that does not matter
--      then for each definition four:
--      field (sandbox/kind/name)
--      revision the writer has read: '' must not exist, '*' whatever it is
--      new revision
--      document, or '' to remove it
-- Returns {'ok', 0}, {'overtaken', 0} when something was written after the position, or {'exists' | 'missing' | 'stale',
-- which definition, counted from 0}.

if ARGV[1] ~= '' and #redis.call('XRANGE', KEYS[2], '(' .. ARGV[1], '+', 'COUNT', 1) > 0 then return { 'overtaken', 0 } end

for i = 2, #ARGV, 4 do
  local read = ARGV[i + 1]
  local stored = redis.call('HGET', KEYS[1], ARGV[i])
  local which = (i - 2) / 4
  if read == '' and stored then return { 'exists', which } end
  if read ~= '' and not stored then return { 'missing', which } end
  if read ~= '' and read ~= '*' and string.sub(stored, 1, #read + 1) ~= read .. ' ' then return { 'stale', which } end
end

for i = 2, #ARGV, 4 do
  if ARGV[i + 3] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2] .. ' ' .. ARGV[i + 3])
  end
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, '*', 'field', ARGV[i])
end
return { 'ok', 0 }
