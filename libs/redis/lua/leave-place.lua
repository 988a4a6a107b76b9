-- Leaves a place among the first few to nobody: it stays taken.
-- KEYS 1 people who have a place
-- ARGV 1 person  2 what stands for nobody, and for no other place
-- Returns 1 when the person had a place, 0 when not.

if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 then return 0 end
-- In this order, because a set that is empty for a moment would lose its time to live.
redis.call('SADD', KEYS[1], ARGV[2])
redis.call('SREM', KEYS[1], ARGV[1])
return 1
