-- Writes profiles of one partition, each if its stored text still is what the writer has read, and with it what follows:
-- who is a member of which audience, and the inputs that tell of it.
-- KEYS 1 profiles  2 inbox  3.. members of audiences
-- ARGV for each profile: person, text the writer has read ('' for none), new text ('' removes it), number of moves,
--      then for each move: key index of the audience's members, '1' is a member | '0' is none, input | ''
-- Returns one number a profile: 1 written, 0 somebody else wrote meanwhile.

local results = {}
local at = 1
while at <= #ARGV do
  local person, read, new = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local first = at + 4
  at = first + 3 * tonumber(ARGV[at + 3])
  if (redis.call('HGET', KEYS[1], person) or '') ~= read then
    results[#results + 1] = 0
  else
    if new == '' then redis.call('HDEL', KEYS[1], person) else redis.call('HSET', KEYS[1], person, new) end
    for i = first, at - 1, 3 do
      local members = KEYS[tonumber(ARGV[i])]
      if ARGV[i + 1] == '1' then redis.call('ZADD', members, 0, person) else redis.call('ZREM', members, person) end
      if ARGV[i + 2] ~= '' then redis.call('XADD', KEYS[2], '*', 'm', ARGV[i + 2]) end
    end
    results[#results + 1] = 1
  end
end
return results
