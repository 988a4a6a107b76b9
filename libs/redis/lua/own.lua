#!lua flags=allow-oom
-- Takes or renews the leases of partitions for one role.
-- Also while the memory is full, like `heartbeat.lua`.
-- KEYS for each partition three: lease, epoch, stream the role consumes
-- ARGV 1 member  2 lease time in milliseconds  3 consumer group
--      then for each partition the epoch that the member has given up and wants to begin anew after, or 0
-- Returns the run id of the server, then for each partition two: epoch and pending entries of the group, or 0 and 0 when
-- another member has it.
-- The epoch rises whenever a partition changes hands; scripts that move people refuse an old one. It is never behind the
-- clock, so that it stays unique when a failover has forgotten the latest owners.

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local found = { string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') }
for i = 1, #KEYS, 3 do
  local owner = redis.call('GET', KEYS[i])
  if owner and owner ~= ARGV[1] then
    found[#found + 1] = 0
    found[#found + 1] = 0
  else
    local epoch = tonumber(redis.call('GET', KEYS[i + 1]) or 0)
    redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2])
    if not owner or epoch == tonumber(ARGV[4 + (i - 1) / 3]) then
      epoch = math.max(epoch + 1, now)
      redis.call('SET', KEYS[i + 1], string.format('%.0f', epoch))
    end
    local pending = redis.pcall('XPENDING', KEYS[i + 2], ARGV[3])
    if pending.err then
      -- The first owner, or somebody has deleted the stream and with it the group.
      redis.call('XGROUP', 'CREATE', KEYS[i + 2], ARGV[3], '0', 'MKSTREAM')
      pending = { 0 }
    end
    found[#found + 1] = epoch
    found[#found + 1] = pending[1]
  end
end
return found
