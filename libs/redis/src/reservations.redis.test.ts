import { expect, it } from 'vitest';
import { leavePlaces } from './leave-places.js';
import { reserve } from './reservations.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import { enterTest, peopleOfTest } from './test-entrances.js';

it('a place is given to the first few, each person once, however often and at once they ask', async () => {
  const store = await sandboxedStore();
  const people = Array.from({ length: 40 }, (_, index) => `prod:Email:${index % 20}`);
  const granted = await Promise.all(people.map((person) => reserve(store, 'v1/cap', person, 7)));
  const holders = new Set(people.filter((_, index) => granted[index]));
  expect(holders.size).toBe(7);
  const again = await Promise.all(people.map((person) => reserve(store, 'v1/cap', person, 7)));
  expect(new Set(people.filter((_, index) => again[index]))).toEqual(holders);
});

const ADA = 'prod:Email:ada';
const BOB = 'prod:Email:bob';

/** Ids in their order. */
function ids(): () => string {
  let last = 0;
  return () => `${++last}`;
}

it('whoever is erased leaves their places taken, in every place they have, however often that is done', async () => {
  const store = await sandboxedStore();
  const newId = ids();
  for (const place of ['v1/cap', 'v2@s1/cap']) await reserve(store, place, ADA, 2);
  await reserve(store, 'v1/cap', BOB, 2);
  expect(await leavePlaces(store, ADA, newId)).toBe(2);
  expect(await leavePlaces(store, ADA, newId)).toBe(0);
  const { connections, keyspace } = store;
  expect(await connections.commands.smembers(keyspace.place('v1/cap'))).not.toContain(ADA);
  expect(await connections.commands.scard(keyspace.place('v1/cap'))).toBe(2);
  expect(await reserve(store, 'v1/cap', BOB, 2)).toBe(true);
  expect(await reserve(store, 'v1/cap', ADA, 2)).toBe(false);
  expect(await reserve(store, 'v2@s1/cap', ADA, 2)).toBe(true);
  expect(await leavePlaces(store, ADA, newId)).toBe(1);
  expect(await reserve(store, 'v2@s1/cap', ADA, 2)).toBe(false);
});

it('a test forgets who was erased, counts them still and ends when it would have', async () => {
  const store = await sandboxedStore();
  await enterTest(store, 's1', ADA, { most: 1, nowMs: 1 });
  await leavePlaces(store, ADA, ids());
  expect(await peopleOfTest(store, 's1')).toEqual([]);
  expect(await enterTest(store, 's1', BOB, { most: 1, nowMs: 1 })).toBe(false);
  expect(await store.connections.commands.pttl(store.keyspace.place('test/s1'))).toBeGreaterThan(0);
});
