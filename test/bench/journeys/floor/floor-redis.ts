import { Redis } from 'ioredis';

/** The floor's keys: one partition, because it has no one to share with. */
export const INBOX = 'floor:inbox';
export const OUTBOX = 'floor:outbox';
export const STEPS = 'floor:steps';
export const TIMERS = 'floor:timers';
export const PEOPLE = 'floor:people';

export const connect = (url: string) => new Redis(url, { protocol: 2 });

/** The messages of one read, or of nothing. */
export async function readBatch(
  reader: Redis,
  stream: string,
  blockMs: number,
): Promise<[id: string, message: string][]> {
  const reply = await reader.xreadgroup(
    'GROUP',
    'floor',
    'one',
    'COUNT',
    256,
    'BLOCK',
    blockMs,
    'STREAMS',
    stream,
    '>',
  );
  const entries = Array.isArray(reply) ? (reply[0] as [string, [string, string[]][]])[1] : [];
  return entries.map(([id, fields]) => [id, fields[1] ?? '']);
}

/**
 * The same durable steps as Waystream's commit, and nothing else: acknowledge, state, timer, step record, call to make.
 * ARGV: count of ids, ids, then per person: person, state or '', due or '', step, call or ''.
 */
export const COMMIT = `
local n = tonumber(ARGV[1])
if n > 0 then
  redis.call('XACK', KEYS[1], 'floor', unpack(ARGV, 2, 1 + n))
  redis.call('XDEL', KEYS[1], unpack(ARGV, 2, 1 + n))
end
for i = n + 2, #ARGV, 5 do
  local person = ARGV[i]
  if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[2], person) else redis.call('HSET', KEYS[2], person, ARGV[i + 1]) end
  if ARGV[i + 2] == '' then redis.call('ZREM', KEYS[3], person) else redis.call('ZADD', KEYS[3], ARGV[i + 2], person) end
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', 100000, '*', 'm', ARGV[i + 3])
  if ARGV[i + 4] ~= '' then redis.call('XADD', KEYS[5], '*', 'm', ARGV[i + 4]) end
end
return redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2] or ''
`;
