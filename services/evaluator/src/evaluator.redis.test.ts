import { listDeadLetters, openStore } from '@waystream/redis';
import { startService } from '@waystream/service';
import { callApi, createVirtualClock, redisSandbox } from '@waystream/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { evaluator } from './evaluator.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ADA = 'prod:Email:ada';
const PATIENT = { timeout: 10_000, interval: 10 };

async function running() {
  const sandbox = redisSandbox();
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const service = await startService(evaluator, { environment: sandbox.environment, clock });
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 4 }, QUIET);
  onTestFinished(async () => {
    await service.stop();
    await store.connections.close();
  });
  const partition = store.keyspace.partitionOf(ADA);
  const { commands } = store.connections;
  return {
    clock,
    store,
    service,
    commands,
    partition,
    send: (message: string) => commands.xadd(store.keyspace.inbox(partition), '*', 'm', message),
    backlog: () => commands.xlen(store.keyspace.inbox(partition)),
  };
}

const anEvent = JSON.stringify({ v: 1, type: 'event', id: 'e1', person: ADA, events: ['Cart'], payload: {}, at: 0 });

describe('the evaluator', () => {
  it('puts an input that nobody can read aside, with the reason, and goes on', async () => {
    const { send, backlog, store } = await running();
    await send('{"broken"');
    await send(JSON.stringify({ v: 99, type: 'event' }));
    await send(anEvent);
    await vi.waitFor(async () => expect(await backlog()).toBe(0), PATIENT);
    const letters = await listDeadLetters(store, 10);
    expect(letters.map(({ reason, message }) => [reason, message]).sort()).toEqual([
      ['unreadable', '{"broken"'],
      ['unreadable', '{"v":99,"type":"event"}'],
    ]);
  });

  it('leaves the state of a person that it cannot read as it is, and keeps the input', async () => {
    const { send, backlog, store, commands, partition } = await running();
    await commands.hset(store.keyspace.people(partition), ADA, '[999,"of a later release"]');
    await send(anEvent);
    await vi.waitFor(async () => expect(await backlog()).toBe(0), PATIENT);
    expect(await commands.hget(store.keyspace.people(partition), ADA)).toBe('[999,"of a later release"]');
    const [letter] = await listDeadLetters(store, 10);
    expect(letter?.reason).toBe('undecidable');
    expect(JSON.parse(letter?.message ?? '')).toEqual(JSON.parse(anEvent));
  });

  it('does not ring for ever for a timer whose person it cannot read', async () => {
    const { store, commands, partition, clock, send, backlog } = await running();
    await commands.hset(store.keyspace.people(partition), ADA, '[999]');
    await commands.zadd(store.keyspace.timers(partition), clock.now() + 1_000, ADA);
    await send(anEvent);
    await vi.waitFor(async () => expect(await backlog()).toBe(0), PATIENT);
    clock.advance(1_000);
    const due = () => commands.zscore(store.keyspace.timers(partition), ADA);
    await vi.waitFor(async () => expect(await due()).toBe(String(clock.now() + 3_600_000)), PATIENT);
  });

  it('forgets timers that belong to nobody', async () => {
    const { store, commands, partition, clock, send, backlog } = await running();
    await commands.zadd(store.keyspace.timers(partition), clock.now() + 1_000, ADA);
    await send(anEvent);
    await vi.waitFor(async () => expect(await backlog()).toBe(0), PATIENT);
    clock.advance(1_000);
    await vi.waitFor(async () => expect(await commands.zcard(store.keyspace.timers(partition))).toBe(0), PATIENT);
  });

  it('is ready when it owns partitions and Redis answers', async () => {
    const { service } = await running();
    await vi.waitFor(() => callApi('GET', `${service.url}/readyz`), PATIENT);
  });
});
