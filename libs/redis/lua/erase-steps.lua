-- Takes entries out of the step log. What of them is not counted yet comes back at its end, about nobody, so that it is.
-- KEYS 1 steps
-- ARGV 1 consumer group that counts, then for each entry two: id, what is to be counted of it ('' for nothing)
-- Returns nothing.

local function parts(id)
  local ms, seq = string.match(id, '(%d+)-(%d+)')
  return tonumber(ms), tonumber(seq)
end

-- The group is there as soon as somebody counts.
local deliveredMs, deliveredSeq = nil, nil
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local of = {}
  for i = 1, #group, 2 do of[group[i]] = group[i + 1] end
  if of['name'] == ARGV[1] then deliveredMs, deliveredSeq = parts(of['last-delivered-id']) end
end

local function isCounted(id)
  if not deliveredMs then return false end
  local ms, seq = parts(id)
  if ms > deliveredMs or (ms == deliveredMs and seq > deliveredSeq) then return false end
  -- Whoever is about to count it is refused by this, and reads on.
  return redis.call('XACK', KEYS[1], ARGV[1], id) == 0
end

for i = 2, #ARGV, 2 do
  local counted = isCounted(ARGV[i])
  if redis.call('XDEL', KEYS[1], ARGV[i]) == 1 and not counted and ARGV[i + 1] ~= '' then
    redis.call('XADD', KEYS[1], '*', 'm', ARGV[i + 1])
  end
end
