-- Writes a person's profile if the stored text still is what the writer has read.
-- KEYS 1 profiles
-- ARGV 1 person  2 text the writer has read, '' for none  3 new text
-- Returns 1 when written, 0 when somebody else wrote meanwhile.

if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
