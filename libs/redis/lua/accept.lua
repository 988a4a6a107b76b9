-- Takes events into the inbox of a partition, each once.
-- KEYS 1 inbox  2 ids seen in this window  3 ids seen in the window before
-- ARGV 1 most entries the inbox may hold  2 milliseconds to keep the ids  then (id, message)*
-- Returns one number an event: 1 stored, 0 seen before, -1 refused because the inbox is full.

local room = tonumber(ARGV[1]) - redis.call('XLEN', KEYS[1])
local results = {}
for i = 3, #ARGV, 2 do
  local seen = redis.call('SISMEMBER', KEYS[3], ARGV[i]) == 1 or redis.call('SISMEMBER', KEYS[2], ARGV[i]) == 1
  if seen then
    results[#results + 1] = 0
  elseif room <= 0 then
    results[#results + 1] = -1
  else
    redis.call('SADD', KEYS[2], ARGV[i])
    redis.call('XADD', KEYS[1], '*', 'm', ARGV[i + 1])
    room = room - 1
    results[#results + 1] = 1
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return results
