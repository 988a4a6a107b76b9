-- Takes or renews the lease of a partition for one role.
-- KEYS 1 lease  2 epoch  3 stream the role consumes
-- ARGV 1 member  2 lease time in milliseconds  3 consumer group
-- Returns {epoch, pending entries of the group} when the member owns the partition, {0, 0} when another does.
-- The epoch rises whenever the partition changes hands; scripts that move people refuse an old one.

local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return { 0, 0 } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if not owner then
  redis.call('INCR', KEYS[2])
  redis.pcall('XGROUP', 'CREATE', KEYS[3], ARGV[3], '0', 'MKSTREAM')
end
return { tonumber(redis.call('GET', KEYS[2])), redis.call('XPENDING', KEYS[3], ARGV[3])[1] }
