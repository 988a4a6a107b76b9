import type { Store } from '@waystream/redis';

/** Everything that Redis holds of a store, each key with what is in it, as text. */
export async function storedText({ connections, keyspace }: Store): Promise<string> {
  const keys = await connections.commands.keys(`${keyspace.prefix}:*`);
  return JSON.stringify(await Promise.all(keys.map(async (key) => [key, await contentOf(connections.commands, key)])));
}

async function contentOf(commands: Store['connections']['commands'], key: string): Promise<unknown> {
  const type = await commands.type(key);
  switch (type) {
    case 'string':
      return commands.get(key);
    case 'hash':
      return commands.hgetall(key);
    case 'stream':
      return commands.xrange(key, '-', '+');
    case 'set':
      return commands.smembers(key);
    case 'zset':
      return commands.zrange(key, 0, '-1');
    case 'list':
      return commands.lrange(key, 0, -1);
    case 'none':
      return null;
    default:
      throw new RangeError(`${key} is a ${type}, which nobody reads here`);
  }
}
