#!lua flags=allow-oom
-- Says that a member is alive and who else is. The server's clock is the only one, so skewed hosts agree.
-- Also while the memory is full: whoever is inside can only leave, and so make room, if there are owners.
-- KEYS 1 members   ARGV 1 member  2 milliseconds after which a silent member counts as gone
-- Returns the living members.

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
return redis.call('ZRANGE', KEYS[1], 0, -1)
