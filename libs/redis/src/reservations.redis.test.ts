import { expect, it } from 'vitest';
import { reserve } from './reservations.js';
import { sandboxedStore } from './sandboxed-store.test.js';

it('a place is given to the first few, each person once, however often and at once they ask', async () => {
  const store = await sandboxedStore();
  const people = Array.from({ length: 40 }, (_, index) => `prod:Email:${index % 20}`);
  const granted = await Promise.all(people.map((person) => reserve(store, 'v1/cap', person, 7)));
  const holders = new Set(people.filter((_, index) => granted[index]));
  expect(holders.size).toBe(7);
  const again = await Promise.all(people.map((person) => reserve(store, 'v1/cap', person, 7)));
  expect(new Set(people.filter((_, index) => again[index]))).toEqual(holders);
});
