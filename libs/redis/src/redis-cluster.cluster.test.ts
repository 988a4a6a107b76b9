import { systemClock } from '@waystream/core';
import { type RedisCluster, startRedisCluster } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { followConfig, saveConfig } from './config-store.js';
import { Consumer } from './consumer.js';
import { measureMemory } from './memory-use.js';
import { openStore } from './open-store.js';
import { measureLags } from './pipe-lags.js';
import { openRetryQueue } from './retry-queue.js';
import { silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';

const PARTITIONS = 12;
const PATIENT = { timeout: 15_000, interval: 20 };

let cluster: RedisCluster;
let prefixes = 0;

beforeAll(async () => {
  cluster = await startRedisCluster();
});

afterAll(() => cluster.stop());

async function aStore(): Promise<Store> {
  const settings = { redisUrls: cluster.urls, keyPrefix: `test-${++prefixes}`, partitions: PARTITIONS };
  const store = await openStore(settings, silent);
  onTestFinished(() => store.connections.close());
  return store;
}

/** A consumer of the actions streams; what it is handed it acknowledges and notes. */
async function aConsumer(store: Store) {
  const got: string[] = [];
  const stream = store.keyspace.actions;
  const consumer = new Consumer({
    store,
    log: silent,
    member: { role: 'dispatcher', id: 'one', stream },
    batchSize: 10,
    inOrder: true,
    readEveryMs: 0,
    mostInFlight: 100,
    async handle({ partition }, entries) {
      const ids = entries.map(({ id }) => id);
      await store.connections.commands.xack(stream(partition), 'dispatcher', ...ids);
      got.push(...entries.map(({ message }) => message));
    },
  });
  consumer.start();
  onTestFinished(() => consumer.stop());
  await vi.waitUntil(() => consumer.owned.size === PARTITIONS, PATIENT);
  return { consumer, got };
}

const messages = (name: string) => Array.from({ length: PARTITIONS }, (_, partition) => `${name}-${partition}`);

/** Puts a message into every partition; a node that is away is tried again, as every producer of Waystream does. */
async function addEverywhere({ connections, keyspace }: Store, name: string): Promise<void> {
  const add = (message: string, partition: number) =>
    vi.waitFor(() => connections.commands.xadd(keyspace.actions(partition), '*', 'm', message), PATIENT);
  await Promise.all(messages(name).map(add));
}

describe('on a Redis Cluster', () => {
  it('the consume loop reads partitions of all nodes', async () => {
    const store = await aStore();
    const { got } = await aConsumer(store);
    await addEverywhere(store, 'a');
    await addEverywhere(store, 'b');
    await vi.waitUntil(() => got.length === 2 * PARTITIONS, PATIENT);
    expect(got.toSorted()).toEqual([...messages('a'), ...messages('b')].toSorted());
  });

  it('the memory of every master and the lag of every partition are seen', async () => {
    const store = await aStore();
    await addEverywhere(store, 'call');
    expect(await measureMemory(store)).toHaveLength(cluster.shards.length);
    expect(await measureLags(store, 10)).toEqual(messages('call').map(() => ({ calls: 1, uncountedSteps: 0 })));
  });

  it('an idle consumer is handed an entry at once, wherever it is', async () => {
    const store = await aStore();
    const { got } = await aConsumer(store);
    await addEverywhere(store, 'first');
    await vi.waitUntil(() => got.length === PARTITIONS, PATIENT);
    const begunMs = performance.now();
    await addEverywhere(store, 'second');
    await vi.waitUntil(() => got.length === 2 * PARTITIONS, { timeout: 5_000, interval: 1 });
    expect(performance.now() - begunMs).toBeLessThan(1_000);
  });

  it('everything goes on after master and replica have changed places', async () => {
    const store = await aStore();
    const { got } = await aConsumer(store);
    await addEverywhere(store, 'before');
    await cluster.shards[0]?.handOver();
    await addEverywhere(store, 'after');
    await vi.waitUntil(() => got.length === 2 * PARTITIONS, PATIENT);
    expect(got.toSorted()).toEqual([...messages('after'), ...messages('before')].toSorted());
  });

  it('everything goes on after a master died: reading, configuration, calls that wait', async () => {
    const store = await aStore();
    const { got } = await aConsumer(store);
    const names: string[] = [];
    const feed = await followConfig(store, {
      changed: (all) => names.push(...all.map(({ name }) => name)),
      log: silent,
    });
    onTestFinished(() => feed.stop());
    const taken: string[] = [];
    const queue = openRetryQueue(store, {
      take: async ({ message }) => {
        taken.push(message);
      },
      concurrency: 1,
      clock: systemClock,
      log: silent,
    });
    onTestFinished(() => queue.close());

    for (const shard of cluster.shards) {
      const round = String(cluster.shards.indexOf(shard));
      got.length = 0;
      await shard.failOver();
      await addEverywhere(store, round);
      await vi.waitUntil(() => messages(round).every((message) => got.includes(message)), PATIENT);
      const target = { sandbox: 'prod', kind: 'event', name: `event-${round}` };
      await vi.waitFor(
        () => saveConfig(store, target, {}, 'anything').catch(() => saveConfig(store, target, {}, 'nothing')),
        PATIENT,
      );
      await vi.waitUntil(() => names.includes(target.name), PATIENT);
      await vi.waitFor(() => queue.put(`call-${round}`, { message: round, attempt: 1 }, 0), PATIENT);
      await vi.waitUntil(() => taken.includes(round), PATIENT);
      await shard.revive();
    }
  });
});
