-- Puts a portion of a run into the inbox, once: only if the run still is where the caller has found it.
-- KEYS 1 how far the run is in this partition  2 inbox
-- ARGV 1 how far the caller has found it, '' at the beginning  2 how far it is then  3 most entries the inbox may hold
--      then the inputs
-- Returns 1 when done, 0 when somebody else went on meanwhile, -1 when the inbox has no room now.

if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if redis.call('XLEN', KEYS[2]) + #ARGV - 3 > tonumber(ARGV[3]) then return -1 end
for i = 4, #ARGV do redis.call('XADD', KEYS[2], '*', 'm', ARGV[i]) end
redis.call('SET', KEYS[1], ARGV[2])
return 1
