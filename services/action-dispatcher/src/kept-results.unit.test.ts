import type { PerformedInput } from '@waystream/journey';
import { expect, it } from 'vitest';
import { createKeptResults } from './kept-results.js';

const result: PerformedInput = {
  ...{ v: 1, id: 'i.1', person: 'prod:Email:ada', type: 'performed', instance: 'i', visit: 1 },
  outcome: { status: 'ok', elapsedMs: 1, attempts: 1 },
};

it('results that nobody asks for again do not pile up, however many partitions they are of', () => {
  const results = createKeptResults();
  const entries = Array.from({ length: 20_000 }, (_, index) => ({ partition: index % 256, id: `${index}-0` }));
  for (const entry of entries) results.keep(entry, result);
  expect(entries.filter((entry) => results.take(entry))).toEqual(entries.slice(10_000));
});
