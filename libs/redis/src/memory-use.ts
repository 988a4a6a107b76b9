import { Cluster } from 'ioredis';
import type { Store } from './store.js';

/** How full the memory of one server is, by its own way of counting. */
export interface MemoryUse {
  /** Bytes that count against the limit. */
  readonly usedBytes: number;
  /** Beyond this it refuses to store (`maxmemory`); `null` when it has no limit. */
  readonly limitBytes: number | null;
  /** Would it throw stored keys away to make room? */
  readonly isEvicting: boolean;
}

/**
 * The memory of the server, or of each master of the cluster. A master that does not answer is left out; rejects when none
 * does.
 */
export async function measureMemory({ connections: { commands } }: Store): Promise<MemoryUse[]> {
  const servers = commands instanceof Cluster ? commands.nodes('master') : [commands];
  const answers = await Promise.allSettled(servers.map((server) => server.info('memory')));
  const [failure] = answers.filter((answer) => answer.status === 'rejected');
  const told = answers.filter((answer) => answer.status === 'fulfilled');
  if (failure && told.length === 0) throw failure.reason;
  return told.map(({ value }) => memoryUse(value));
}

function memoryUse(info: string): MemoryUse {
  const figures = new Map([...info.matchAll(/^(\w+):(\S*)/gm)].map(([, name = '', value = '']) => [name, value]));
  const bytes = (name: string) => Number(figures.get(name) ?? 0);
  const limitBytes = bytes('maxmemory');
  return {
    // Buffers of replicas and of the append-only file do not count when the server decides whether it is full.
    usedBytes: bytes('used_memory') - bytes('mem_not_counted_for_evict'),
    limitBytes: limitBytes > 0 ? limitBytes : null,
    isEvicting: limitBytes > 0 && figures.get('maxmemory_policy') !== 'noeviction',
  };
}
