import { systemClock } from '@waystream/core';
import { redisSandbox } from '@waystream/testing';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openParkedCalls } from './parked-calls.js';
import { openRetryQueue, type WaitingCall } from './retry-queue.js';
import { sandboxedStore, silent } from './sandboxed-store.test.js';
import type { Store } from './store.js';

const ADA = 'prod:Email:ada';
const HOUR_MS = 3_600_000;

const callFor = (person: string, id: string): WaitingCall => ({
  message: JSON.stringify({
    ...{ v: 1, id, person, journey: 'j', version: 'v', instance: id, visit: 1, node: 'n', at: 0, timeoutMs: 5_000 },
    ...{ channel: 'custom', action: 'Call', parameters: {}, startedMs: 0 },
  }),
  attempt: 2,
});

async function parked(take: (call: WaitingCall) => Promise<void> = async () => undefined) {
  const store = await sandboxedStore(1);
  const retries = openRetryQueue(store, { take, concurrency: 1, clock: systemClock, log: silent });
  const calls = openParkedCalls(store, silent);
  onTestFinished(async () => {
    await Promise.all([retries.close(), calls.close()]);
  });
  return { store, retries, calls };
}

/** Takes inputs as an evaluator would, and tells which. */
function takesInputs({ connections, keyspace }: Store): string[] {
  const taken: string[] = [];
  const stream = keyspace.inbox(0);
  const timer = setInterval(async () => {
    for (const [id, fields] of await connections.commands.xrange(stream, '-', '+')) {
      if ((await connections.commands.xdel(stream, id)) === 1) taken.push(fields[1] ?? '');
    }
  }, 10);
  onTestFinished(() => clearInterval(timer));
  return taken;
}

it('the parked calls of a person are dropped, each is answered, and those of others stay', async () => {
  const { store, retries, calls } = await parked();
  const taken = takesInputs(store);
  for (const id of ['a', 'b']) await retries.put(id, callFor(ADA, id), systemClock.now() + HOUR_MS);
  await retries.put('c', callFor('prod:Email:bob', 'c'), systemClock.now() + HOUR_MS);
  expect(await calls.drop(ADA)).toBe(2);
  expect(await retries.waiting()).toBe(1);
  const answers = taken.map((text) => JSON.parse(text)).sort((one, other) => one.id.localeCompare(other.id));
  const answer = { type: 'performed', person: ADA, visit: 1, outcome: { status: 'error', code: 'erased' } };
  expect(answers).toMatchObject([
    { ...answer, id: 'a', instance: 'a' },
    { ...answer, id: 'b', instance: 'b' },
  ]);
  expect(await calls.drop(ADA)).toBe(0);
});

it('a call that is being made is waited for, and not made again', async () => {
  let end: () => void = () => undefined;
  let made = 0;
  const { store, retries, calls } = await parked(async (call) => {
    made += 1;
    await new Promise<void>((resolve) => (end = resolve));
    await retries.put('a', { ...call, attempt: 3 }, systemClock.now() + HOUR_MS);
  });
  takesInputs(store);
  await retries.put('a', callFor(ADA, 'a'), systemClock.now());
  await vi.waitUntil(() => made === 1, { timeout: 10_000, interval: 10 });
  const seen = lookedAt(store, 'active');
  await seen.begun;
  const dropped = calls.drop(ADA);
  await seen.once;
  end();
  expect(await dropped).toBe(1);
  expect(await retries.waiting()).toBe(0);
  expect(made).toBe(1);
});

/** Resolves when somebody asks for the jobs of this store in a state. */
function lookedAt({ keyspace }: Store, state: string): { begun: Promise<unknown>; once: Promise<void> } {
  const redis = new Redis(redisSandbox().url);
  onTestFinished(() => redis.disconnect());
  const begun = redis.monitor();
  const once = begun.then(
    (monitor) =>
      new Promise<void>((resolve) => {
        onTestFinished(() => monitor.disconnect());
        monitor.on('monitor', (_, args: readonly string[]) => {
          if (args.includes(state) && args.some((arg) => arg.startsWith(keyspace.queuePrefix()))) resolve();
        });
      }),
  );
  return { begun, once };
}
