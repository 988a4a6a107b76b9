-- Adds a batch of steps to the counters and acknowledges it, once: a batch is acknowledged as a whole, so its first
-- entry tells whether it was counted before.
-- KEYS 1 steps  2.. counters, one hash a version
-- ARGV 1 consumer group  2 most entries the step log keeps  3 number of entries  entries...  then (key index, field, amount)*
-- Returns 1 when counted, 0 when it was before.

local count = tonumber(ARGV[3])
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[4]) == 0 then return 0 end
for i = 5, 3 + count do redis.call('XACK', KEYS[1], ARGV[1], ARGV[i]) end
for i = 4 + count, #ARGV, 3 do redis.call('HINCRBY', KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2]) end

-- Only entries before the last one counted may go: LIMIT bounds how many, MINID how far.
local over = redis.call('XLEN', KEYS[1]) - tonumber(ARGV[2])
if over > 0 then redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[3 + count], 'LIMIT', over) end
return 1
