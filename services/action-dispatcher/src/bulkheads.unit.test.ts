import { expect, it } from 'vitest';
import { createBulkheads } from './bulkheads.js';

/** Pieces of work that end when the test says so, and the names of those that have begun. */
function worksite(mostPerKey: number) {
  const waiting: number[] = [];
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const bulkheads = createBulkheads(mostPerKey, (count) => waiting.push(count));
  return {
    waiting,
    begun,
    start: (key: string, name: string) =>
      bulkheads.run(key, () => {
        begun.push(name);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, (error) => (error ? reject(error) : resolve(name)));
        });
      }),
    end: (name: string, error?: Error) => ends.get(name)?.(error),
  };
}

it('begins no more work of a key than it has places, and the rest in order as places become free', async () => {
  const site = worksite(2);
  const first = site.start('a', 'one');
  const others = ['two', 'three', 'four'].map((name) => site.start('a', name));
  await Promise.resolve();
  expect(site.begun).toEqual(['one', 'two']);

  site.end('one');
  expect(await first).toBe('one');
  await expect.poll(() => site.begun).toEqual(['one', 'two', 'three']);
  for (const name of ['two', 'three']) site.end(name);
  await expect.poll(() => site.begun).toHaveLength(4);
  site.end('four');
  expect(await Promise.all(others)).toEqual(['two', 'three', 'four']);
});

it('lets a full key keep nobody else waiting', async () => {
  const site = worksite(1);
  void site.start('a', 'one');
  void site.start('a', 'two');
  void site.start('b', 'three');
  await Promise.resolve();
  expect(site.begun).toEqual(['one', 'three']);
});

it('gives the place of failed work to the next', async () => {
  const site = worksite(1);
  const failing = site.start('a', 'one');
  const next = site.start('a', 'two');
  await Promise.resolve();
  site.end('one', new Error('broken'));
  await expect(failing).rejects.toThrow('broken');
  await expect.poll(() => site.begun).toEqual(['one', 'two']);
  site.end('two');
  expect(await next).toBe('two');
});

it('tells how much waits', async () => {
  const site = worksite(1);
  const all = ['one', 'two', 'three'].map((name) => site.start('a', name));
  await Promise.resolve();
  for (const name of ['one', 'two', 'three']) {
    await expect.poll(() => site.begun).toContain(name);
    site.end(name);
  }
  await Promise.all(all);
  expect(site.waiting).toEqual([1, 2, 1, 0]);
});
