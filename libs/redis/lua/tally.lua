-- Adds a batch of steps to the counters and acknowledges it, all or nothing: a batch of which any entry was counted
-- before is refused, so that the rest can be read anew and counted once.
-- KEYS 1 steps  2.. counters, one hash a version
-- ARGV 1 consumer group  2 most entries the step log keeps  3 number of entries  entries, in the order of their ids
--      then (key index, field, amount)*
-- Returns 1 when counted, 0 when refused.

local count = tonumber(ARGV[3])
local last = 3 + count
-- unpack is bounded by the Lua stack, so a long batch goes in chunks.
local CHUNK = 1000

-- Both are in the order of the ids, so one walk along what is pending finds every entry of the batch, or one that is not.
local at, from = 4, ARGV[4]
while at <= last do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], from, ARGV[last], math.min(last - at + 1, CHUNK))
  if #pending == 0 then return 0 end
  for _, entry in ipairs(pending) do
    if entry[1] == ARGV[at] then at = at + 1 end
  end
  from = '(' .. pending[#pending][1]
end

for i = 4, last, CHUNK do
  redis.call('XACK', KEYS[1], ARGV[1], unpack(ARGV, i, math.min(i + CHUNK - 1, last)))
end
for i = 4 + count, #ARGV, 3 do redis.call('HINCRBY', KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2]) end

-- Only entries that were counted may go: LIMIT bounds how many, MINID how far. Some that were read before this batch may
-- not be counted yet, because the reply that brought them got lost.
local over = redis.call('XLEN', KEYS[1]) - tonumber(ARGV[2])
if over > 0 then
  local uncounted = redis.call('XPENDING', KEYS[1], ARGV[1])[2]
  redis.call('XTRIM', KEYS[1], 'MINID', '~', uncounted or ARGV[last], 'LIMIT', over)
end
return 1
