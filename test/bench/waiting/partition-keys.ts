import type { Store } from '@waystream/redis';

/** Sum of a figure over all partitions. */
export async function overPartitions(
  { keyspace }: Store,
  figure: (partition: number) => Promise<number>,
): Promise<number> {
  const figures = await Promise.all(Array.from({ length: keyspace.partitions }, (_, partition) => figure(partition)));
  return figures.reduce((sum, one) => sum + one, 0);
}

/** People who wait for a time. */
export function waitingPeople(store: Store): Promise<number> {
  return overPartitions(store, (partition) => store.connections.commands.zcard(store.keyspace.timers(partition)));
}

/** Bytes of Redis by what they hold, for every key there is. */
export async function bytesByKind({ connections, keyspace }: Store): Promise<Map<string, number>> {
  const bytes = new Map<string, number>();
  let cursor = '0';
  do {
    const [next, keys] = await connections.commands.scan(cursor, 'MATCH', `${keyspace.prefix}:*`, 'COUNT', 1_000);
    for (const key of keys) {
      const [, , kind = key] = key.split(':');
      const used = Number((await connections.commands.memory('USAGE', key, 'SAMPLES', 0)) ?? 0);
      bytes.set(kind, (bytes.get(kind) ?? 0) + used);
    }
    cursor = next;
  } while (cursor !== '0');
  return bytes;
}

export async function usedMemory({ connections }: Store): Promise<number> {
  const info = await connections.commands.info('memory');
  return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? Number.NaN);
}
