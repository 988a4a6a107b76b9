-- Gives a partition back, if the caller still has it.
-- KEYS 1 lease   ARGV 1 member
-- Returns 1 when released.

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
