#!lua flags=allow-oom
-- One decision round of one partition, all or nothing.
-- Also while the memory is full: new events are refused then, and moving those who are inside is what frees it.
-- KEYS 1 epoch  2 committed  3 people  4 timers  5 inbox  6 steps  7 actions  8 fetches  9 dead
-- ARGV 1 epoch of the caller  2 batch id  3 consumer group  4 most dead letters to keep
--      5 the batch that the caller's knowledge builds on, '' when it has read everything anew
--      then ten counted lists, each "n, v1 .. vn":
--      acknowledged inbox ids | states to write (person, state)* | people to forget | timers to set (due, person)*
--      | timers to clear | steps | actions | fetches | inputs | dead letters
-- Returns {'ok' | 'repeated' | 'rewound' | 'fenced', next due time of the partition or ''}
-- 'repeated': this batch was committed before and its reply was lost. 'fenced': the partition has another owner.
-- 'rewound': a failover has forgotten commits that the caller remembers, so what it knows is wrong.

local function nextDue()
  local first = redis.call('ZRANGE', KEYS[4], 0, 0, 'WITHSCORES')
  return first[2] or ''
end

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 'fenced', '' } end
local committed = redis.call('GET', KEYS[2]) or ''
if committed == ARGV[2] then return { 'repeated', nextDue() } end
if ARGV[5] ~= '' and committed ~= ARGV[5] then return { 'rewound', '' } end

local at = 6
local function each(step, apply)
  local count = tonumber(ARGV[at])
  for i = at + 1, at + count, step do apply(i, math.min(i + step - 1, at + count)) end
  at = at + count + 1
end
local function append(stream)
  return function(i) redis.call('XADD', stream, '*', 'm', ARGV[i]) end
end
-- unpack is bounded by the Lua stack, so long lists go in chunks (even, to keep pairs together).
local CHUNK = 1000

local acknowledged = at
each(CHUNK, function() end)
each(CHUNK, function(from, to) redis.call('HSET', KEYS[3], unpack(ARGV, from, to)) end)
each(CHUNK, function(from, to) redis.call('HDEL', KEYS[3], unpack(ARGV, from, to)) end)
each(CHUNK, function(from, to) redis.call('ZADD', KEYS[4], unpack(ARGV, from, to)) end)
each(CHUNK, function(from, to) redis.call('ZREM', KEYS[4], unpack(ARGV, from, to)) end)
each(1, append(KEYS[6]))
each(1, append(KEYS[7]))
each(1, append(KEYS[8]))
each(1, append(KEYS[5]))
each(1, function(i) redis.call('XADD', KEYS[9], 'MAXLEN', '~', ARGV[4], '*', 'm', ARGV[i]) end)
-- After everything that could be refused, so that no input is gone whose outcome is not written.
at = acknowledged
each(CHUNK, function(from, to)
  redis.call('XACK', KEYS[5], ARGV[3], unpack(ARGV, from, to))
  redis.call('XDEL', KEYS[5], unpack(ARGV, from, to))
end)
redis.call('SET', KEYS[2], ARGV[2])
return { 'ok', nextDue() }
