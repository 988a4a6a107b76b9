import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Consumer } from './consumer.js';
import type { OwnedPartition } from './holdings.js';
import { sandboxedStore, silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';
import type { StreamEntry } from './stream-reading.js';

interface Member {
  consumer: Consumer;
  got: { partition: number; epoch: number; messages: string[] }[];
}

/** A consumer of the actions streams that acknowledges what `handle` lets pass. */
function aMember(
  store: Store,
  id: string,
  handle: (owned: OwnedPartition, entries: StreamEntry[]) => Promise<void> = async () => undefined,
): Member {
  const got: Member['got'] = [];
  const stream = store.keyspace.actions;
  const consumer = new Consumer({
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
      await store.connections.commands.xack(
        stream(owned.partition),
        'dispatcher',
        ...entries.map(({ id: entry }) => entry),
      );
    },
  });
  consumer.start();
  onTestFinished(() => consumer.stop());
  return { consumer, got };
}

const add = (store: Store, partition: number, message: string) =>
  store.connections.commands.xadd(store.keyspace.actions(partition), '*', 'm', message);

const messagesOf = ({ got }: Member) => got.flatMap(({ messages }) => messages);

describe('the consume loop', () => {
  it('hands over every entry of every partition, in order', async () => {
    const store = await sandboxedStore();
    const member = aMember(store, 'one');
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(4), 5_000);
    for (let message = 0; message < 20; message++) await add(store, message % 2, `m${message}`);
    await vi.waitFor(() => expect(messagesOf(member)).toHaveLength(20), 5_000);
    const first = member.got.filter(({ partition }) => partition === 0).flatMap(({ messages }) => messages);
    expect(first).toEqual(Array.from({ length: 10 }, (_, index) => `m${index * 2}`));
  });

  it('offers entries again when handling them failed, and goes on with the rest', async () => {
    const store = await sandboxedStore();
    let failures = 2;
    const member = aMember(store, 'one', async () => {
      if (failures-- > 0) throw new Error('not now');
    });
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(4), 5_000);
    await add(store, 0, 'stubborn');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['stubborn', 'stubborn', 'stubborn']), 5_000);
    await add(store, 0, 'next');
    await vi.waitFor(() => expect(messagesOf(member).at(-1)).toBe('next'), 5_000);
  });

  it('shares the partitions among members, each owned by exactly one', async () => {
    const store = await sandboxedStore(8);
    const one = aMember(store, 'one');
    const two = aMember(store, 'two');
    await vi.waitFor(() => {
      const owned = [...one.consumer.owned.keys(), ...two.consumer.owned.keys()].sort();
      expect(owned).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(one.consumer.owned.size).toBeGreaterThan(0);
      expect(two.consumer.owned.size).toBeGreaterThan(0);
    }, 15_000);
  });

  it('gives its partitions to the others when it stops, with a higher epoch', async () => {
    const store = await sandboxedStore();
    const one = aMember(store, 'one');
    await vi.waitFor(() => expect(one.consumer.owned.size).toBe(4), 5_000);
    const before = new Map([...one.consumer.owned.values()].map(({ partition, epoch }) => [partition, epoch]));
    await one.consumer.stop();
    const two = aMember(store, 'two');
    await vi.waitFor(() => expect(two.consumer.owned.size).toBe(4), 3_000);
    for (const { partition, epoch } of two.consumer.owned.values()) {
      expect(epoch).toBeGreaterThan(before.get(partition) ?? Number.POSITIVE_INFINITY);
    }
  });

  it('takes what another owner had read and not finished before anything new', async () => {
    const store = await sandboxedStore(1);
    const { commands } = store.connections;
    const stream = store.keyspace.actions(0);
    await commands.xgroup('CREATE', stream, 'dispatcher', '0', 'MKSTREAM');
    await add(store, 0, 'left behind');
    await commands.xreadgroup('GROUP', 'dispatcher', 'owner', 'STREAMS', stream, '>');
    await add(store, 0, 'new');
    const member = aMember(store, 'one');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['left behind', 'new']), 5_000);
  });

  it('finds entries whose delivery was lost while it owned the partition', async () => {
    const store = await sandboxedStore(1);
    const member = aMember(store, 'one');
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(1), 5_000);
    const thief = store.connections.blocking(4_000);
    await vi.waitFor(() => expect(thief.status).toBe('ready'));
    const stolen = thief.xreadgroup(
      'GROUP',
      'dispatcher',
      'owner',
      'BLOCK',
      4_000,
      'STREAMS',
      store.keyspace.actions(0),
      '>',
    );
    for (let message = 0; message < 40; message++) await add(store, 0, `m${message}`);
    await stolen;
    await vi.waitFor(() => expect(new Set(messagesOf(member)).size).toBe(40), 8_000);
  });
});
