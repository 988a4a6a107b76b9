import { setTimeout as pause } from 'node:timers/promises';
import { type RedisProxy, redisSandbox, startRedisProxy } from '@waystream/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Holding } from './holding.js';
import { openStore } from './open-store.js';
import { type ReadLoopOptions, readRepeatedly } from './read-loop.js';
import { addAction, messagesOf, sandboxedMember } from './sandboxed-member.test.js';
import { sandboxedStore, silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';
import type { StreamConnection } from './stream-connection.js';
import type { StreamEntry } from './stream-reading.js';

const PATIENT = { timeout: 10_000, interval: 10 };

describe('the read loop', () => {
  it('hands over what a read brought whose reply was lost before anything that came later', async () => {
    const store = await sandboxedStore(1);
    const { proxy, proxied } = await wayThatBreaks(store);
    const member = sandboxedMember(proxied, 'one');
    await vi.waitFor(() => expect(member.consumer.owned.size).toBe(1), PATIENT);
    const lost = proxy.loseReplyTo('xreadgroup');
    for (const message of ['before', 'lost']) await addAction(store, 0, message);
    await lost;
    await addAction(store, 0, 'after');
    await vi.waitFor(() => expect(messagesOf(member)).toHaveLength(3), PATIENT);
    expect(messagesOf(member)).toEqual(['before', 'lost', 'after']);
  });

  it('that keeps the order begins no batch before the one before it is done, also after a read that failed', async () => {
    const store = await sandboxedStore(2);
    const { proxy, proxied } = await wayThatBreaks(store);
    await addAction(store, 0, 'read before');
    await readUnacknowledged(store, 0);
    await addAction(store, 0, 'new');
    const other = store.keyspace.actions(1);
    const lost = proxy.loseReplyTo(`STREAMS\r\n$${other.length}\r\n${other}`);
    const events: string[] = [];
    sandboxedMember(proxied, 'one', {
      async handle(_, entries) {
        for (const { message } of entries) events.push(`begins ${message}`);
        await pause(1_500);
        for (const { message } of entries) events.push(`ends ${message}`);
      },
    });
    await lost;
    await vi.waitFor(() => expect(events).toHaveLength(4), PATIENT);
    expect(events).toEqual(['begins read before', 'ends read before', 'begins new', 'ends new']);
  });

  it('hands over nothing again that was in work when leftovers were asked for, also when it is done before the reply', async () => {
    const store = await sandboxedStore(1);
    const handedOver: string[] = [];
    const inWork = await addAction(store, 0, 'in work');
    await addAction(store, 0, 'left behind');
    await readUnacknowledged(store, 0);
    const holding = { ...aHolding(), inFlight: new Set([inWork]), hasLeftovers: true };
    const straight = store.connections.forStreams(1_000);
    const ended = new AbortController();
    const connection: StreamConnection = {
      ...straight,
      read(send) {
        const reply = straight.read(send);
        holding.inFlight.delete(inWork);
        return reply;
      },
    };
    const handle = (_: Holding, entries: readonly StreamEntry[]) => {
      for (const { message } of entries) handedOver.push(message);
      ended.abort();
    };
    await readRepeatedly({ ...loopOver(store, holding, handle), connection }, ended.signal);
    expect(handedOver).toEqual(['left behind']);
  });

  it('reads on at once while a stream brings as much as it may, and rests when it has less', async () => {
    const store = await sandboxedStore(1);
    for (let entry = 0; entry < 25; entry++) await addAction(store, 0, `m${entry}`);
    await store.connections.commands.xgroup('CREATE', store.keyspace.actions(0), 'dispatcher', '0');
    const batches: number[] = [];
    const ended = new AbortController();
    const handle = (_: Holding, entries: readonly StreamEntry[]) => {
      batches.push(entries.length);
      if (entries.length < 10) ended.abort();
    };
    await readRepeatedly({ ...loopOver(store, aHolding(), handle), readEveryMs: 60_000 }, ended.signal);
    expect(batches).toEqual([10, 10, 5]);
  });

  it('passes over entries that were deleted before they were acknowledged, however many', async () => {
    const store = await sandboxedStore(1);
    const { commands } = store.connections;
    const stream = store.keyspace.actions(0);
    const ids: string[] = [];
    for (let entry = 0; entry < 25; entry++) ids.push(await addAction(store, 0, `m${entry}`));
    await readUnacknowledged(store, 0);
    await commands.xdel(stream, ...ids.slice(0, 22));
    const member = sandboxedMember(store, 'one');
    await vi.waitFor(() => expect(messagesOf(member)).toEqual(['m22', 'm23', 'm24']), PATIENT);
    await vi.waitFor(async () => expect((await commands.xpending(stream, 'dispatcher'))[0]).toBe(0), PATIENT);
  });
});

function loopOver(store: Store, holding: Holding, handle: ReadLoopOptions['handle']): ReadLoopOptions {
  return {
    connection: store.connections.forStreams(1_000),
    group: 'dispatcher',
    blockMs: 100,
    batchSize: 10,
    readEveryMs: 0,
    stream: store.keyspace.actions,
    holdings: () => [holding],
    room: async () => undefined,
    handle,
    log: silent,
  };
}

function aHolding(): Holding {
  const { signal } = new AbortController();
  return { partition: 0, epoch: 1, lost: signal, inFlight: new Set(), hasLeftovers: false, isSetBack: false };
}

/** The same store, over a connection that the test can break. */
async function wayThatBreaks({ keyspace }: Store): Promise<{ proxy: RedisProxy; proxied: Store }> {
  const proxy = await startRedisProxy({ port: Number(new URL(redisSandbox().url).port) });
  const settings = { redisUrls: [proxy.url], keyPrefix: keyspace.prefix, partitions: keyspace.partitions };
  const proxied = await openStore(settings, silent);
  onTestFinished(async () => {
    await proxied.connections.close();
    await proxy.close();
  });
  return { proxy, proxied };
}

/** As a former owner leaves a partition that died before it acknowledged what it had read. */
async function readUnacknowledged({ connections, keyspace }: Store, partition: number): Promise<void> {
  const stream = keyspace.actions(partition);
  await connections.commands.xgroup('CREATE', stream, 'dispatcher', '0', 'MKSTREAM');
  await connections.commands.xreadgroup('GROUP', 'dispatcher', 'owner', 'STREAMS', stream, '>');
}
