import { createVirtualClock } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { createResponseCache } from './response-cache.js';

describe('a cached answer', () => {
  it('is found until its time is over', () => {
    const clock = createVirtualClock(0);
    const cache = createResponseCache(10_000, clock);
    cache.set('k', { a: 1 }, 1_000);
    clock.advance(999);
    expect(cache.get('k')).toEqual({ a: 1 });
    clock.advance(1);
    expect(cache.get('k')).toBeUndefined();
  });

  it('may be null', () => {
    const cache = createResponseCache(10_000, createVirtualClock(0));
    cache.set('k', null, 1_000);
    expect(cache.get('k')).toBeNull();
  });

  it('gives way to newer ones when memory is used up, the one unused for longest first', () => {
    const cache = createResponseCache(1_500, createVirtualClock(0));
    const body = 'x'.repeat(100);
    for (const key of ['a', 'b', 'c']) cache.set(key, body, 1_000);
    cache.get('a');
    cache.set('d', body, 1_000);
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('is not kept when it alone is larger than the memory', () => {
    const cache = createResponseCache(1_000, createVirtualClock(0));
    cache.set('small', 'x', 1_000);
    cache.set('large', 'x'.repeat(1_000), 1_000);
    expect([cache.get('small'), cache.get('large')]).toEqual(['x', undefined]);
  });

  it('that is written again counts once', () => {
    const cache = createResponseCache(1_000, createVirtualClock(0));
    for (let round = 0; round < 50; round++) cache.set('k', round, 1_000);
    cache.set('l', 'x', 1_000);
    expect([cache.get('k'), cache.get('l')]).toEqual([49, 'x']);
  });
});
