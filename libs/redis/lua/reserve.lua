-- Takes a place among the first few, each person once, whatever partition they are in.
-- KEYS 1 people who have a place
-- ARGV 1 person  2 most places
-- Returns 1 when the person has a place, old or new, 0 when all are taken.

if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 1 end
if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
return 1
