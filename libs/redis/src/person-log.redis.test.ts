import { encodePerson, encodeSteps, NOBODY_KNOWN, type StepEvent } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { readPersonLog } from './person-log.js';
import { tallySteps } from './reports.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';

const ADA = 'prod:Email:ada "the" 1st';

const aStep = (person: string, at: number): StepEvent => ({
  v: 1,
  id: `i.${at}`,
  at,
  person,
  journey: 'j',
  version: 'v',
  instance: 'i',
  node: 'a',
  nodeType: 'event',
  status: 'transitions',
  path: 'next',
  waited: false,
  entrance: false,
  ending: null,
  reason: null,
  code: null,
});

/** Writes entries to the log of Ada's partition, and gives their ids. */
async function write({ connections, keyspace }: Store, messages: readonly string[]): Promise<string[]> {
  const stream = keyspace.steps(keyspace.partitionOf(ADA));
  const pipe = connections.commands.pipeline();
  for (const message of messages) pipe.xadd(stream, '*', 'm', message);
  return ((await pipe.exec()) ?? []).map(([, id]) => String(id));
}

const entries = (count: number, person: string, from = 1) =>
  Array.from({ length: count }, (_, index) => encodeSteps([aStep(person, from + index)]));

describe('the log of a person', () => {
  it('has their steps alone, in order, with the state they led to', async () => {
    const store = await sandboxedStore(1);
    await write(store, [
      encodeSteps([aStep(ADA, 1), aStep(ADA, 2)]),
      encodeSteps([aStep('prod:Email:ada', 3)]),
      encodeSteps([aStep(ADA, 4)]),
      encodeSteps([{ ...aStep('prod:Email:bob', 5), code: JSON.stringify(ADA) }]),
    ]);
    const state = encodePerson({ ...NOBODY_KNOWN, entrances: { j: { at: 1, until: null } } });
    await store.connections.commands.hset(store.keyspace.people(0), ADA, state);
    expect(await readPersonLog(store, ADA)).toEqual({
      state,
      steps: [aStep(ADA, 1), aStep(ADA, 2), aStep(ADA, 4)],
      since: null,
    });
  });

  it('is empty and whole where nothing has happened', async () => {
    const store = await sandboxedStore(1);
    expect(await readPersonLog(store, ADA)).toEqual({ state: null, steps: [], since: null });
  });

  it('reaches back over many chunks to its first entry', async () => {
    const store = await sandboxedStore(1);
    await write(store, [...entries(1, ADA), ...entries(2_999, 'prod:Email:bob', 2), ...entries(1, ADA, 3_001)]);
    const { steps, since } = await readPersonLog(store, ADA);
    expect(steps.map(({ at }) => at)).toEqual([1, 3_001]);
    expect(since).toBeNull();
  });

  it('says since when it is whole, once its budget has dropped something', async () => {
    const store = await sandboxedStore(1);
    const { commands } = store.connections;
    await commands.xgroup('CREATE', store.keyspace.steps(0), 'reporting', '0', 'MKSTREAM');
    const ids = await write(store, [...entries(1_000, ADA), ...entries(500, ADA, 1_001)]);
    await commands.xreadgroup('GROUP', 'reporting', 'owner', 'STREAMS', store.keyspace.steps(0), '>');
    await tallySteps(store, 0, ids, new Map(), 600);
    const { steps, since } = await readPersonLog(store, ADA);
    expect(steps.length).toBeGreaterThanOrEqual(600);
    expect(steps.length).toBeLessThan(1_500);
    expect(since).toBe(steps[0]?.at);
    expect(steps.at(-1)?.at).toBe(1_500);
  });

  it('is looked through no further than told, and says how far', async () => {
    const store = await sandboxedStore(1);
    await write(store, [...entries(1_000, ADA), ...entries(2_000, 'prod:Email:bob', 1_001)]);
    expect(await readPersonLog(store, ADA, 2_000)).toEqual({ state: null, steps: [], since: 1_001 });
  });

  it('leaves out what this release cannot read', async () => {
    const store = await sandboxedStore(1);
    await write(store, [`[99,${JSON.stringify(ADA)},[]]`, ...entries(1, ADA, 7)]);
    expect((await readPersonLog(store, ADA)).steps).toEqual([aStep(ADA, 7)]);
  });

  it('is found among twenty thousand entries with less than 300 ms of work', async () => {
    const store = await sandboxedStore(1);
    const steps = (index: number) => [0, 1, 2, 3].map((step) => aStep(`prod:Email:person-${index}`, index * 4 + step));
    await write(store, entries(3, ADA));
    for (let written = 0; written < 20_000; written += 1_000) {
      await write(
        store,
        Array.from({ length: 1_000 }, (_, index) => encodeSteps(steps(written + index))),
      );
    }
    const tries: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      // Processor time, because other tests share the machine.
      const begun = process.cpuUsage();
      expect((await readPersonLog(store, ADA)).steps).toHaveLength(3);
      const { user, system } = process.cpuUsage(begun);
      tries.push((user + system) / 1_000);
    }
    expect(Math.min(...tries)).toBeLessThan(300);
  });
});
