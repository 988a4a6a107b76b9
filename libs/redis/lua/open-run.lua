-- Opens a run over an audience, once.
-- KEYS 1 open runs  2 when they go on  3 when the latest scheduled run of each version was due
-- ARGV 1 run  2 record  3 when it may go on  4 version  5 when it was due, '' when no schedule has begun it
-- Returns 1 when opened, 0 when it had been before.

if ARGV[5] ~= '' then
  local latest = redis.call('HGET', KEYS[3], ARGV[4])
  if latest and tonumber(latest) >= tonumber(ARGV[5]) then return 0 end
  redis.call('HSET', KEYS[3], ARGV[4], ARGV[5])
end
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return 1
