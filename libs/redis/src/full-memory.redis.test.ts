import { startRedis } from '@waystream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commitRound } from './commit.js';
import { accept, answer } from './inbox.js';
import { measureMemory } from './memory-use.js';
import { openStore } from './open-store.js';
import { dividePartitions, takeLeases } from './ownership.js';
import { readTally, tallySteps } from './reports.js';
import { silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';

const LIMIT_BYTES = 20 * 1024 * 1024;
const LIMITS = { mostBacklog: 10, dedupeWindowMs: 60_000 };
const arrival = (id: string) => ({ dedupeId: id, person: 'prod:Email:ada', message: `{"id":"${id}"}` });

async function smallStore(policy = 'noeviction') {
  const redis = await startRedis({ args: ['--maxmemory', String(LIMIT_BYTES), '--maxmemory-policy', policy] });
  onTestFinished(() => redis.stop());
  const store = await openStore({ redisUrls: [redis.url], keyPrefix: 'test', partitions: 1 }, silent);
  onTestFinished(() => store.connections.close());
  return store;
}

/** Leaves no memory for anything more. */
async function fill({ connections: { commands } }: Store): Promise<void> {
  await commands.setrange('filler', LIMIT_BYTES, 'x');
  await expect(commands.set('more', 'x')).rejects.toThrow('OOM');
}

/** An entry that the group has read. */
async function readEntry({ connections: { commands } }: Store, stream: string, group: string): Promise<string> {
  await commands.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  const id = await commands.xadd(stream, '*', 'm', '{}');
  await commands.xreadgroup('GROUP', group, 'owner', 'STREAMS', stream, '>');
  return String(id);
}

describe('while the memory of Redis is full', () => {
  it('events are refused, and those accepted before are recognised', async () => {
    const store = await smallStore();
    await accept(store, 0, [arrival('a')], LIMITS, 0);
    await fill(store);
    await expect(accept(store, 0, [arrival('b')], LIMITS, 0)).rejects.toThrow('OOM');
    expect(await accept(store, 0, [arrival('a')], LIMITS, 0)).toEqual(['duplicate']);
    expect(await store.connections.commands.xlen(store.keyspace.inbox(0))).toBe(1);
  });

  it('calls are answered and steps are counted, so that the room they take becomes free', async () => {
    const store = await smallStore();
    const { keyspace } = store;
    const call = await readEntry(store, keyspace.actions(0), 'dispatcher');
    const step = await readEntry(store, keyspace.steps(0), 'reporting');
    await fill(store);
    await answer(store, { group: 'dispatcher', partition: 0 }, [{ entryId: call, message: '{}' }]);
    await tallySteps(store, 0, [step], new Map([['v1', new Map([['entered', 1]])]]), 100);
    expect(await store.connections.commands.xlen(keyspace.actions(0))).toBe(0);
    expect(await store.connections.commands.xlen(keyspace.inbox(0))).toBe(1);
    expect(await readTally(store, 'v1')).toEqual(new Map([['entered', 1]]));
  });

  it('a member takes partitions up and commits rounds that answer no input', async () => {
    const store = await smallStore();
    await fill(store);
    const member = { role: 'evaluator', id: 'one', stream: store.keyspace.inbox } as const;
    const mine = await dividePartitions(store, member);
    const epoch = (await takeLeases(store, member, mine, new Map())).held.get(0)?.epoch ?? 0;
    const round = { acknowledged: [], steps: [], actions: ['{}'], fetches: [], inputs: [], dead: [] };
    const people = new Map([['prod:Email:ada', { state: '{}', dueMs: null }]]);
    const result = await commitRound(store, { partition: 0, epoch }, 'b1', { ...round, people });
    expect(result.status).toBe('ok');
    expect(await store.connections.commands.xlen(store.keyspace.actions(0))).toBe(1);
  });
});

describe('the memory of a server', () => {
  it('is full by the same measure by which it refuses', async () => {
    const store = await smallStore();
    const [before] = await measureMemory(store);
    expect(before).toMatchObject({ limitBytes: LIMIT_BYTES, isEvicting: false });
    expect(before?.usedBytes).toBeLessThan(LIMIT_BYTES / 2);
    await fill(store);
    const [after] = await measureMemory(store);
    expect(after?.usedBytes).toBeGreaterThan(LIMIT_BYTES);
  });

  it('is told to be evicted where keys may be thrown away, and to have no limit where none is set', async () => {
    const store = await smallStore('allkeys-lru');
    expect(await measureMemory(store)).toMatchObject([{ isEvicting: true }]);
    await store.connections.commands.config('SET', 'maxmemory', '0');
    expect(await measureMemory(store)).toMatchObject([{ limitBytes: null, isEvicting: false }]);
  });
});
