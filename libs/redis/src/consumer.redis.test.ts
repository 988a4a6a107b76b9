import { describe, expect, it, vi } from 'vitest';
import { addAction, messagesOf, sandboxedMember } from './sandboxed-member.test.js';
import { sandboxedStore } from './sandboxed-store.test.js';

describe('the consume loop', () => {
  it('hands over every entry of every partition, in order', async () => {
    const store = await sandboxedStore();
    const member = sandboxedMember(store, 'one');
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(4), 5_000);
    for (let message = 0; message < 20; message++) await addAction(store, message % 2, `m${message}`);
    await vi.waitFor(() => expect(messagesOf(member)).toHaveLength(20), 5_000);
    const first = member.got.filter(({ partition }) => partition === 0).flatMap(({ messages }) => messages);
    expect(first).toEqual(Array.from({ length: 10 }, (_, index) => `m${index * 2}`));
  });

  it('offers entries again when handling them failed, and goes on with the rest', async () => {
    const store = await sandboxedStore();
    let failures = 2;
    const member = sandboxedMember(store, 'one', {
      async handle() {
        if (failures-- > 0) throw new Error('not now');
      },
    });
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(4), 5_000);
    await addAction(store, 0, 'stubborn');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['stubborn', 'stubborn', 'stubborn']), 5_000);
    await addAction(store, 0, 'next');
    await vi.waitFor(() => expect(messagesOf(member).at(-1)).toBe('next'), 5_000);
  });

  it('reads on while a batch is in work, and makes one batch of what came meanwhile', async () => {
    const store = await sandboxedStore(1);
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const member = sandboxedMember(store, 'one', { handle: () => finished });
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(1), 5_000);
    await addAction(store, 0, 'first');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['first']), 5_000);
    for (const message of ['second', 'third']) await addAction(store, 0, message);
    await vi.waitFor(() => expect(member.consumer.owned.get(0)?.inFlight.size).toBe(3), 5_000);
    finish();
    await vi.waitFor(() => expect(member.got).toHaveLength(2), 5_000);
    expect(member.got[1]?.messages).toEqual(['second', 'third']);
  });

  it('lets nothing overtake a batch that failed', async () => {
    const store = await sandboxedStore(1);
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<void>((_, reject) => {
      fail = reject;
    });
    let batches = 0;
    const member = sandboxedMember(store, 'one', { handle: async () => (batches++ === 0 ? failing : undefined) });
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(1), 5_000);
    await addAction(store, 0, 'first');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['first']), 5_000);
    await addAction(store, 0, 'gathered');
    await vi.waitFor(() => expect(member.consumer.owned.get(0)?.inFlight.size).toBe(2), 5_000);
    fail(new Error('not now'));
    await vi.waitFor(() => expect(member.consumer.owned.get(0)?.isSetBack).toBe(true), 5_000);
    await addAction(store, 0, 'read after the failure');
    await vi.waitFor(() => expect(messagesOf(member).at(-1)).toBe('read after the failure'), 5_000);
    expect(messagesOf(member)).toEqual(['first', 'first', 'gathered', 'read after the failure']);
  });

  it('shares the partitions among members, each owned by exactly one', async () => {
    const store = await sandboxedStore(8);
    const one = sandboxedMember(store, 'one');
    const two = sandboxedMember(store, 'two');
    await vi.waitFor(() => {
      const owned = [...one.consumer.owned.keys(), ...two.consumer.owned.keys()].sort();
      expect(owned).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(one.consumer.owned.size).toBeGreaterThan(0);
      expect(two.consumer.owned.size).toBeGreaterThan(0);
    }, 15_000);
  });

  it('gives its partitions to the others when it stops, with a higher epoch', async () => {
    const store = await sandboxedStore();
    const one = sandboxedMember(store, 'one');
    await vi.waitFor(() => expect(one.consumer.owned.size).toBe(4), 5_000);
    const before = new Map([...one.consumer.owned.values()].map(({ partition, epoch }) => [partition, epoch]));
    await one.consumer.stop();
    const two = sandboxedMember(store, 'two');
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
    await addAction(store, 0, 'left behind');
    await commands.xreadgroup('GROUP', 'dispatcher', 'owner', 'STREAMS', stream, '>');
    await addAction(store, 0, 'new');
    const member = sandboxedMember(store, 'one');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['left behind', 'new']), 5_000);
  });

  it('finds entries whose delivery was lost while it owned the partition', async () => {
    const store = await sandboxedStore(1);
    const member = sandboxedMember(store, 'one');
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
    for (let message = 0; message < 40; message++) await addAction(store, 0, `m${message}`);
    await stolen;
    await vi.waitFor(() => expect(new Set(messagesOf(member)).size).toBe(40), 8_000);
  });
});
