import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { LEASE_MS } from './ownership.js';
import { addAction, messagesOf, sandboxedMember } from './sandboxed-member.test.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';

const PATIENT = { timeout: 10_000, interval: 10 };

describe('a member of a role', () => {
  it('renews its leases and works on the other partitions while it takes one up that takes long', async () => {
    const store = await sandboxedStore(8);
    const begun: number[] = [];
    let finish: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { consumer } = sandboxedMember(store, 'one', {
      async acquired({ partition }) {
        begun.push(partition);
        if (partition === 0) await ready;
      },
    });
    await vi.waitFor(() => expect([...consumer.owned.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7]), PATIENT);
    const heard = () => store.connections.commands.zscore(store.keyspace.members('dispatcher'), 'one');
    const before = await heard();
    await vi.waitFor(async () => expect(await heard()).not.toBe(before), PATIENT);
    finish();
    await vi.waitFor(() => expect(consumer.owned.size).toBe(8), PATIENT);
    expect(begun.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('works on what it can take up while it cannot take up some partition', async () => {
    const store = await sandboxedStore();
    let isBroken = true;
    const member = sandboxedMember(store, 'one', {
      async acquired({ partition }) {
        if (partition === 0 && isBroken) throw new TypeError('what the partition remembers cannot be read');
      },
    });
    for (const partition of [0, 1, 2, 3]) await addAction(store, partition, `m${partition}`);
    await vi.waitFor(() => expect(messagesOf(member).sort()).toEqual(['m1', 'm2', 'm3']), PATIENT);
    isBroken = false;
    await vi.waitFor(() => expect(messagesOf(member)).toContain('m0'), PATIENT);
  });

  it('has nothing in work of a partition that it gives up while it takes it up', async () => {
    const store = await sandboxedStore(1);
    const events: string[] = [];
    const { consumer } = sandboxedMember(store, 'one', {
      async acquired({ lost }) {
        events.push('begun');
        await new Promise((resolve) => lost.addEventListener('abort', resolve));
        events.push('taken up');
      },
      async released() {
        events.push('released');
      },
    });
    await vi.waitFor(() => expect(events).toEqual(['begun']), PATIENT);
    await consumer.stop();
    expect(events).toEqual(['begun', 'taken up', 'released']);
    expect(await leasesIn(store)).toEqual([null]);
  });

  it('has no lease left once it has stopped, however late Redis says that one was given back', async () => {
    const store = await sandboxedStore();
    const late: Store = {
      ...store,
      async runScript(client, name, keys, args) {
        const reply = await store.runScript(client, name, keys, args);
        if (name === 'release') await pause(LEASE_MS / 2);
        return reply;
      },
    };
    const { consumer } = sandboxedMember(late, 'one');
    await vi.waitFor(() => expect(consumer.owned.size).toBe(4), PATIENT);
    await consumer.stop();
    expect(await leasesIn(store)).toEqual([null, null, null, null]);
  });

  it('goes on with all partitions after the stream of one was deleted', async () => {
    const store = await sandboxedStore(2);
    const member = sandboxedMember(store, 'one');
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(2), PATIENT);
    await store.connections.commands.del(store.keyspace.actions(0));
    for (const partition of [0, 1]) await addAction(store, partition, `m${partition}`);
    await vi.waitFor(() => expect(messagesOf(member).sort()).toEqual(['m0', 'm1']), PATIENT);
  });
});

/** Who has the partitions. */
async function leasesIn({ connections, keyspace }: Store): Promise<(string | null)[]> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  return Promise.all(partitions.map((partition) => connections.commands.get(keyspace.lease(partition, 'dispatcher'))));
}
