import { createKeyspace, type Keyspace, type RedisClient, type Store } from '@waystream/redis';
import { append, hashAt, inOrder, type Memory, setAt, sortedSetAt, streamAt } from './memory.js';
import type { ScriptModel } from './script-models.js';

/** One connection to the memory: a script or a load may be kept from going through. */
export interface Way {
  script(name: string, carryOut: () => unknown, args: readonly string[]): Promise<unknown>;
  load<Reply>(carryOut: () => Reply): Promise<Reply>;
}

export const CLEAR_WAY: Way = {
  script: async (_, carryOut) => carryOut(),
  load: async (carryOut) => carryOut(),
};

/** The server in memory: what it holds, and how it carries scripts out. */
export interface MemoryServer {
  readonly memory: Memory;
  readonly keyspace: Keyspace;
  readonly scripts: Readonly<Record<string, ScriptModel>>;
}

export function memoryServer(
  memory: Memory,
  scripts: MemoryServer['scripts'],
  settings: { prefix: string; partitions: number },
): MemoryServer {
  return { memory, scripts, keyspace: createKeyspace(settings) };
}

/** What the libraries stand on, with a memory in the place of Redis. */
export function memoryStore({ memory, keyspace, scripts }: MemoryServer, way: Way): Store {
  const commands = asClient(commandsOn(memory, way));
  return {
    keyspace,
    connections: {
      commands,
      isCluster: false,
      blocking: () => commands,
      forStreams: neverRead,
      forJobs: () => commands,
      ready: async () => undefined,
      isReachable: () => true,
      close: async () => undefined,
    },
    runScript(_, name, keys, args) {
      const script = scripts[name];
      if (!script) throw new RangeError(`the script "${name}" has no model`);
      const texts = args.map(String);
      return way.script(name, () => script(memory, keys, texts), texts);
    },
  };
}

/** Partitions are read by the simulation itself, so that it decides the order. */
function neverRead(): never {
  throw new Error('no loop reads the streams of a memory');
}

/** The commands that stores, timers and the sweep of stopped versions use, as ioredis answers them. */
function commandsOn(memory: Memory, way: Way) {
  return {
    hmget: (key: string, ...fields: string[]) =>
      way.load(() => fields.map((field) => hashAt(memory, key).get(field) ?? null)),
    hscan: async (key: string) => ['0', [...hashAt(memory, key)].flat()],
    smembers: async (key: string) => [...setAt(memory, key)],
    sadd: async (key: string, ...members: string[]) => {
      for (const member of members) setAt(memory, key).add(member);
      return members.length;
    },
    async xadd(key: string, ...[, , message]: string[]) {
      append(streamAt(memory, key), message ?? '');
    },
    srem: async (key: string, ...members: string[]) => members.filter((one) => setAt(memory, key).delete(one)).length,
    async zrange(key: string, _from: unknown, to: unknown, ...more: unknown[]) {
      const members = inOrder(sortedSetAt(memory, key));
      if (more[0] === 'WITHSCORES') return members.slice(0, 1).flatMap(([member, score]) => [member, String(score)]);
      const due = members.filter(([, score]) => score <= Number(to));
      return due.slice(0, Number(more.at(-1))).map(([member]) => member);
    },
  };
}

/**
 * Guarantee: whoever is simulated uses the commands above and no others; another one would be no function and fail the
 * story at once.
 */
function asClient(commands: object): RedisClient {
  return commands as RedisClient;
}
