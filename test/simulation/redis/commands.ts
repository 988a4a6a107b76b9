import type { RedisClient } from '@waystream/redis';
import { append, hashAt, inOrder, type Memory, setAt, setString, sortedSetAt, streamAt, stringAt } from './memory.js';
import type { Way } from './memory-store.js';

/** The commands that the libraries send beside their scripts, as ioredis answers them. */
export function commandsOn(memory: Memory, way: Way): RedisClient {
  const lists = {
    hdel: (key: string, ...fields: string[]) => fields.filter((one) => hashAt(memory, key).delete(one)).length,
    zrem: (key: string, ...members: string[]) => members.filter((one) => sortedSetAt(memory, key).delete(one)).length,
  };
  return asClient({
    hmget: (key: string, ...fields: string[]) =>
      way.load('people', () => fields.map((field) => hashAt(memory, key).get(field) ?? null)),
    hget: async (key: string, field: string) => hashAt(memory, key).get(field) ?? null,
    hvals: async (key: string) => [...hashAt(memory, key).values()],
    hscan: async (key: string) => ['0', [...hashAt(memory, key)].flat()],
    get: async (key: string) => stringAt(memory, key) ?? null,
    async set(key: string, text: string | number, ..._: unknown[]) {
      setString(memory, key, String(text));
      return 'OK';
    },
    // Nothing of what is simulated lasts as long as what is kept for a while.
    pexpire: async () => 1,
    smembers: async (key: string) => [...setAt(memory, key)],
    sadd: async (key: string, ...members: string[]) => {
      for (const member of members) setAt(memory, key).add(member);
      return members.length;
    },
    srem: async (key: string, ...members: string[]) => members.filter((one) => setAt(memory, key).delete(one)).length,
    async xadd(key: string, ...[, , message]: string[]) {
      way.write(() => append(streamAt(memory, key), message ?? ''));
    },
    xrange: async (key: string, ...[, , , most]: unknown[]) =>
      [...streamAt(memory, key).entries].slice(0, Number(most)).map(([id, message]) => [id, ['m', message]]),
    zscore: async (key: string, member: string) => sortedSetAt(memory, key).get(member)?.toString() ?? null,
    async zadd(key: string, _: 'XX', score: number, member: string) {
      if (sortedSetAt(memory, key).has(member)) sortedSetAt(memory, key).set(member, score);
      return 0;
    },
    zrem: async (key: string, ...members: string[]) => lists.zrem(key, ...members),
    async zrange(key: string, from: unknown, to: unknown, ...more: unknown[]) {
      const read = () => rangeOf(inOrder(sortedSetAt(memory, key)), String(from), to, more);
      return more[0] === 'BYSCORE' ? way.load('due', read) : read();
    },
    multi() {
      const queued: (() => number)[] = [];
      const chain = {
        hdel: (key: string, ...fields: string[]) => queue(() => lists.hdel(key, ...fields)),
        zrem: (key: string, ...members: string[]) => queue(() => lists.zrem(key, ...members)),
        exec: async () => queued.map((command) => [null, command()]),
      };
      const queue = (command: () => number) => {
        queued.push(command);
        return chain;
      };
      return chain;
    },
  });
}

/** ZRANGE in the three forms that are used: the first with its score, the first by score, members after one of them. */
function rangeOf(members: [member: string, score: number][], from: string, to: unknown, more: unknown[]): string[] {
  if (more[0] === 'WITHSCORES') return members.slice(0, 1).flatMap(([member, score]) => [member, String(score)]);
  const most = Number(more.at(-1));
  if (more[0] === 'BYLEX') {
    const names = members.map(([member]) => member);
    return names.filter((name) => from === '-' || name > from.slice(1)).slice(0, most);
  }
  const due = members.filter(([, score]) => score <= Number(to));
  return due.slice(0, most).map(([member]) => member);
}

/**
 * Guarantee: whoever is simulated uses the commands above and no others; another one would be no function and fail the
 * story at once.
 */
function asClient(commands: object): RedisClient {
  return commands as RedisClient;
}
