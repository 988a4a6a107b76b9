import { decodeSteps, encodeSteps, type StepEvent } from '@waystream/journey';
import { expect, it } from 'vitest';
import { eraseSteps } from './erase-steps.js';
import { readPersonLog } from './person-log.js';
import { readSteps, tallySteps } from './reports.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';
import { readNew } from './stream-reading.js';

const ADA = 'prod:Email:ada';
const BOB = 'prod:Email:bob';

const aStep = (person: string, at: number): StepEvent => ({
  ...{ v: 1, id: `i-${person.at(-1)}.${at}`, at, person, journey: 'j', version: 'v', instance: `i-${person.at(-1)}` },
  ...{ node: 'a', nodeType: 'condition', status: 'transitions', path: 'next', waited: false, entrance: false },
  ...{ ending: null, reason: null, code: null, seen: { 'Cart.note': `for ${person}` } },
});

async function write({ connections, keyspace }: Store, ...steps: StepEvent[]): Promise<string[]> {
  const ids = steps.map((step) => connections.commands.xadd(keyspace.steps(0), '*', 'm', encodeSteps([step])));
  return (await Promise.all(ids)).map(String);
}

/** What reporting reads next. */
async function readUncounted({ connections, keyspace }: Store): Promise<string[]> {
  const { commands } = connections;
  await commands.xgroup('CREATE', keyspace.steps(0), 'reporting', '0', 'MKSTREAM').catch(() => undefined);
  const [read] = await readNew(commands, 'reporting', [keyspace.steps(0)], { count: 100, blockMs: 1 });
  return (read?.[1] ?? []).map(({ message }) => message);
}

it('nothing of a person is left in the step log, and what was not counted yet still is', async () => {
  const store = await sandboxedStore(1);
  const counted = await write(store, aStep(ADA, 1));
  await readUncounted(store);
  await tallySteps(store, 0, counted, new Map(), 100);
  const inHand = await write(store, aStep(ADA, 2));
  await readUncounted(store);
  await write(store, aStep(ADA, 3), aStep(BOB, 4));

  expect(await eraseSteps(store, ADA)).toBe(3);
  expect((await readPersonLog(store, ADA)).steps).toEqual([]);
  expect((await readPersonLog(store, BOB)).steps).toEqual([aStep(BOB, 4)]);
  await expect(tallySteps(store, 0, inHand, new Map(), 100)).rejects.toThrow('counted before');
  const { seen: _, ...nameless } = aStep(ADA, 0);
  const uncounted = (await readUncounted(store)).flatMap(decodeSteps);
  expect(uncounted.sort((one, other) => one.at - other.at)).toEqual([
    { ...nameless, id: 'i-a.2', at: 2, person: 'prod:Email:' },
    { ...nameless, id: 'i-a.3', at: 3, person: 'prod:Email:' },
    aStep(BOB, 4),
  ]);
});

it('nothing is lost where nobody has counted yet', async () => {
  const store = await sandboxedStore(1);
  await write(store, ...Array.from({ length: 1_500 }, (_, index) => aStep(index % 2 ? ADA : BOB, index)));
  expect(await eraseSteps(store, ADA)).toBe(750);
  const left = await readSteps(store, 0, '-', 2_000);
  expect(left).toHaveLength(1_500);
  expect(left.filter(({ message }) => message.includes('ada'))).toEqual([]);
  expect(await eraseSteps(store, ADA)).toBe(0);
});

it('a log that does not exist needs no erasing', async () => {
  const store = await sandboxedStore(1);
  expect(await eraseSteps(store, ADA)).toBe(0);
});
