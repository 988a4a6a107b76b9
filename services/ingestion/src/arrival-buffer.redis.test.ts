import { openStore, type Store } from '@waystream/redis';
import { redisSandbox } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArrivalBuffer } from './arrival-buffer.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const LIMITS = { mostBacklog: 10_000, dedupeWindowMs: 60_000 };

describe('The buffer of arrivals', () => {
  let store: Store;
  let calls = 0;
  beforeAll(async () => {
    const { url, keyPrefix } = redisSandbox();
    const opened = await openStore({ redisUrls: [url], keyPrefix, partitions: 2 }, SILENT);
    store = {
      ...opened,
      runScript(...args) {
        calls++;
        return opened.runScript(...args);
      },
    };
  });
  afterAll(() => store.connections.close());

  const arrival = (id: number, person = `person-${id}`) => ({ dedupeId: `${person}/${id}`, person, message: `m${id}` });

  it('stores what arrives in one turn with one call a partition', async () => {
    const buffer = createArrivalBuffer(store, LIMITS, () => 0);
    calls = 0;
    const results = await Promise.all(Array.from({ length: 100 }, (_, id) => buffer.put([arrival(id)])));
    expect(results.flat()).toEqual(Array.from({ length: 100 }, () => 'stored'));
    expect(calls).toBe(2);
  });

  it('tells each arrival its own fate, in order', async () => {
    const buffer = createArrivalBuffer(store, LIMITS, () => 0);
    const [first, second] = [arrival(1, 'x'), arrival(2, 'y')];
    const [one, other] = await Promise.all([buffer.put([first, second, first]), buffer.put([second])]);
    expect(one).toEqual(['stored', 'stored', 'duplicate']);
    expect(other).toEqual(['duplicate']);
  });

  it('splits what would keep Redis busy for long', async () => {
    const buffer = createArrivalBuffer(store, LIMITS, () => 0);
    calls = 0;
    const many = Array.from({ length: 1_200 }, (_, id) => arrival(id, 'one'));
    expect(new Set(await buffer.put(many))).toEqual(new Set(['stored']));
    expect(calls).toBe(3);
  });
});
