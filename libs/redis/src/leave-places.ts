import type { NewId } from '@waystream/core';
import { Cluster, type Redis } from 'ioredis';
import { nobody } from './reservations.js';
import type { Store } from './store.js';

/** Keys that a node is asked about at a time. */
const CHUNK = 1_000;

/**
 * Gives up a person's name in every place among the first few, and tells how many there were: each stays taken, but
 * nobody's. So at most as many people as ever get one, also when the person comes back, who then asks as somebody new.
 * Looks through the names of all keys, of which there are few for each partition and place. Repeating it does no harm.
 */
export async function leavePlaces(store: Store, person: string, newId: NewId): Promise<number> {
  const { connections, keyspace, runScript } = store;
  const { commands } = connections;
  const nodes = commands instanceof Cluster ? commands.nodes('master') : [commands];
  const places = new Set<string>();
  for (const node of nodes) for await (const found of keysOf(node, keyspace.anyPlace())) places.add(found);
  const left = await Promise.all(
    [...places].map((place) => runScript(commands, 'leave-place', [place], [person, nobody(newId())])),
  );
  return left.filter((one) => one === 1).length;
}

async function* keysOf(node: Redis, pattern: string): AsyncGenerator<string> {
  let cursor = '0';
  do {
    const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', CHUNK);
    yield* keys;
    cursor = next;
  } while (cursor !== '0');
}
