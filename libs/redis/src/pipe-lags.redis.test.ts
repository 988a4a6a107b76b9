import { expect, it } from 'vitest';
import { measureLags } from './pipe-lags.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';

async function add({ connections: { commands } }: Store, stream: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => commands.xadd(stream, '*', 'm', '{}'));
  return (await Promise.all(ids)).map(String);
}

it('calls without an answer are those to make and those to fetch, of each partition', async () => {
  const store = await sandboxedStore(2);
  await add(store, store.keyspace.actions(1), 2);
  await add(store, store.keyspace.fetches(1), 3);
  expect(await measureLags(store, 10)).toEqual([
    { calls: 0, uncountedSteps: 0 },
    { calls: 5, uncountedSteps: 0 },
  ]);
});

it('steps are uncounted until they are acknowledged, read or not, however many counted ones the log keeps', async () => {
  const store = await sandboxedStore(1);
  const { commands } = store.connections;
  const steps = store.keyspace.steps(0);
  const uncounted = async () => (await measureLags(store, 2))[0]?.uncountedSteps;
  const ids = await add(store, steps, 5);
  expect(await uncounted()).toBe(5);
  await commands.xgroup('CREATE', steps, 'reporting', '0');
  expect(await uncounted()).toBe(5);
  await commands.xreadgroup('GROUP', 'reporting', 'owner', 'COUNT', 3, 'STREAMS', steps, '>');
  expect(await uncounted()).toBe(5);
  await commands.xack(steps, 'reporting', ...ids.slice(0, 3));
  expect(await uncounted()).toBe(2);
});

it('where entries were taken out of what is unread, the whole log counts until it is read', async () => {
  const store = await sandboxedStore(1);
  const { commands } = store.connections;
  const steps = store.keyspace.steps(0);
  const ids = await add(store, steps, 5);
  await commands.xgroup('CREATE', steps, 'reporting', '0');
  await commands.xdel(steps, ids[3] ?? '');
  expect(await measureLags(store, 2)).toEqual([{ calls: 0, uncountedSteps: 4 }]);
  await commands.xreadgroup('GROUP', 'reporting', 'owner', 'STREAMS', steps, '>');
  await commands.xack(steps, 'reporting', ...ids);
  expect(await measureLags(store, 2)).toEqual([{ calls: 0, uncountedSteps: 0 }]);
});
