import { expect, it } from 'vitest';
import { readTally, tallySteps } from './reports.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';

/** Entries of the step log, read by the reporting group. */
async function readEntries(store: Store, count: number): Promise<string[]> {
  const { commands } = store.connections;
  const steps = store.keyspace.steps(3);
  await commands.xgroup('CREATE', steps, 'reporting', '0', 'MKSTREAM').catch(() => undefined);
  const ids: string[] = [];
  for (let entry = 0; entry < count; entry++) ids.push((await commands.xadd(steps, '*', 'm', '[]')) ?? '');
  await commands.xreadgroup('GROUP', 'reporting', 'owner', 'STREAMS', steps, '>');
  return ids;
}

it('a batch of steps is counted once, however often it is tallied', async () => {
  const store = await sandboxedStore();
  const ids = await readEntries(store, 3);
  const tally = new Map([
    [
      'v1',
      new Map([
        ['entered', 2],
        ['completed', 1],
      ]),
    ],
    ['v2', new Map([['entered', 5]])],
  ]);
  await tallySteps(store, 3, ids, tally, 100);
  await expect(tallySteps(store, 3, ids, tally, 100)).rejects.toThrow('counted before');
  expect(await readTally(store, 'v1')).toEqual(
    new Map([
      ['entered', 2],
      ['completed', 1],
    ]),
  );
  expect(await readTally(store, 'v2')).toEqual(new Map([['entered', 5]]));
});

it('the step log keeps to its budget and never drops what was not counted', async () => {
  const store = await sandboxedStore();
  const counted = await readEntries(store, 1_000);
  const uncounted = await readEntries(store, 500);
  await tallySteps(store, 3, counted, new Map(), 600);
  const { commands } = store.connections;
  const length = await commands.xlen(store.keyspace.steps(3));
  expect(length).toBeLessThan(1_000);
  expect(length).toBeGreaterThanOrEqual(600);
  const left = await commands.xrange(store.keyspace.steps(3), '-', '+');
  expect(left.slice(-500).map(([id]) => id)).toEqual(uncounted);
});

it('the step log keeps steps that were read and not counted, though later ones were', async () => {
  const store = await sandboxedStore();
  const unanswered = await readEntries(store, 500);
  const counted = await readEntries(store, 500);
  await tallySteps(store, 3, counted, new Map(), 100);
  const left = await store.connections.commands.xrange(store.keyspace.steps(3), '-', '+');
  expect(left.slice(0, 500).map(([id]) => id)).toEqual(unanswered);
  await tallySteps(store, 3, unanswered, new Map([['v1', new Map([['entered', 500]])]]), 100);
  expect(await readTally(store, 'v1')).toEqual(new Map([['entered', 500]]));
});
