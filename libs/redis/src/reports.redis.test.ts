import { expect, it } from 'vitest';
import { readTally, tallySteps } from './reports.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';

/** Entries of the step log, read by the reporting group. */
async function readEntries(store: Store, count: number): Promise<string[]> {
  const { commands } = store.connections;
  const steps = store.keyspace.steps(3);
  await commands.xgroup('CREATE', steps, 'reporting', '0', 'MKSTREAM').catch(() => undefined);
  const added = await Promise.all(Array.from({ length: count }, () => commands.xadd(steps, '*', 'm', '[]')));
  await commands.xreadgroup('GROUP', 'reporting', 'owner', 'STREAMS', steps, '>');
  return added.map((id) => id ?? '');
}

async function pendingOf(store: Store): Promise<string[]> {
  const pending = await store.connections.commands.xpending(store.keyspace.steps(3), 'reporting', '-', '+', 10_000);
  return pending.map((one) => (Array.isArray(one) ? String(one[0]) : ''));
}

const ENTERED = new Map([['v1', new Map([['entered', 1]])]]);

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

it('a batch of which an entry in its middle was counted before is refused whole', async () => {
  const store = await sandboxedStore();
  const ids = await readEntries(store, 5);
  await tallySteps(store, 3, ids.slice(2, 3), ENTERED, 100);
  await expect(tallySteps(store, 3, ids, ENTERED, 100)).rejects.toThrow('counted before');
  expect(await pendingOf(store)).toEqual(ids.toSpliced(2, 1));
  expect(await readTally(store, 'v1')).toEqual(ENTERED.get('v1'));
});

it('a batch is counted without the entries between its own that are in work elsewhere, in whatever order it comes', async () => {
  const store = await sandboxedStore();
  const ids = await readEntries(store, 9);
  const isIn = (_: string, index: number) => index % 4 === 0;
  await tallySteps(store, 3, ids.filter(isIn).reverse(), ENTERED, 100);
  expect(await pendingOf(store)).toEqual(ids.filter((_, index) => index % 4 !== 0));
  await expect(tallySteps(store, 3, ids, ENTERED, 100)).rejects.toThrow('counted before');
  await tallySteps(store, 3, ids.slice(1, 4), ENTERED, 100);
  expect(await readTally(store, 'v1')).toEqual(new Map([['entered', 2]]));
});

it.each([999, 1_000, 1_001, 2_500])('a batch of %i entries is counted once', async (count) => {
  const store = await sandboxedStore();
  const ids = await readEntries(store, count);
  const batch = ids.toSpliced(1, 1);
  await tallySteps(store, 3, batch, ENTERED, 10_000);
  await expect(tallySteps(store, 3, batch, ENTERED, 10_000)).rejects.toThrow('counted before');
  expect(await pendingOf(store)).toEqual(ids.slice(1, 2));
  expect(await readTally(store, 'v1')).toEqual(ENTERED.get('v1'));
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
