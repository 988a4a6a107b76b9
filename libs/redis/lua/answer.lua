-- Puts answers into the inbox and acknowledges the requests they answer, each once: a request that was acknowledged
-- before has its answer in the inbox already.
-- KEYS 1 stream of requests  2 inbox
-- ARGV 1 consumer group  then (request entry id, answer | '')*   An empty answer only acknowledges.
-- Returns how many requests were acknowledged.

local done = 0
for i = 2, #ARGV, 2 do
  if redis.call('XACK', KEYS[1], ARGV[1], ARGV[i]) == 1 then
    redis.call('XDEL', KEYS[1], ARGV[i])
    if ARGV[i + 1] ~= '' then redis.call('XADD', KEYS[2], '*', 'm', ARGV[i + 1]) end
    done = done + 1
  end
end
return done
