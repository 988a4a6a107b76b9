import { onTestFinished } from 'vitest';
import { Consumer, type ConsumerOptions } from './consumer.js';
import type { OwnedPartition } from './holding.js';
import { silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';
import type { StreamEntry } from './stream-reading.js';

export interface SandboxedMember {
  readonly consumer: Consumer;
  /** What was handed over, batch by batch. */
  readonly got: { partition: number; epoch: number; messages: string[] }[];
}

/** A consumer of the actions streams that acknowledges what `handle` lets pass; stopped when the test ends. */
export function sandboxedMember(
  store: Store,
  id: string,
  {
    handle = async () => undefined,
    ...more
  }: Partial<Pick<ConsumerOptions, 'acquired' | 'released'>> & {
    handle?: (owned: OwnedPartition, entries: StreamEntry[]) => Promise<void>;
  } = {},
): SandboxedMember {
  const got: SandboxedMember['got'] = [];
  const stream = store.keyspace.actions;
  const consumer = new Consumer({
    ...more,
    store,
    log: silent,
    member: { role: 'dispatcher', id, stream },
    batchSize: 10,
    inOrder: true,
    readEveryMs: 0,
    mostInFlight: 100,
    async handle(owned, entries) {
      got.push({ partition: owned.partition, epoch: owned.epoch, messages: entries.map(({ message }) => message) });
      await handle(owned, entries);
      const ids = entries.map(({ id: entry }) => entry);
      await store.connections.commands.xack(stream(owned.partition), 'dispatcher', ...ids);
    },
  });
  consumer.start();
  onTestFinished(() => consumer.stop());
  return { consumer, got };
}

export async function addAction(store: Store, partition: number, message: string): Promise<string> {
  return (await store.connections.commands.xadd(store.keyspace.actions(partition), '*', 'm', message)) ?? '';
}

export const messagesOf = ({ got }: SandboxedMember) => got.flatMap(({ messages }) => messages);
