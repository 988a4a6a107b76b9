import { createVirtualClock } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { createPace } from './pace.js';

const forever = new AbortController().signal;

describe('a pace', () => {
  it('lets a tenth of a second go at once and the rest in time', async () => {
    const clock = createVirtualClock(0);
    const pace = createPace(clock, 50, forever);
    expect(await pace.next(100)).toBe(5);
    const waiting = pace.next(100);
    clock.advance(21);
    expect(await waiting).toBe(1);
    clock.advance(100);
    expect(await pace.next(2)).toBe(2);
    expect(await pace.next(100)).toBe(3);
  });

  it('never lets more than a tenth of a second go at once, however long nobody went', async () => {
    const clock = createVirtualClock(0);
    const pace = createPace(clock, 50, forever);
    clock.advance(60_000);
    expect(await pace.next(100)).toBe(5);
  });

  it('waits for seconds where fewer than one may go in a second', async () => {
    const clock = createVirtualClock(0);
    const pace = createPace(clock, 0.25, forever);
    expect(await pace.next(3)).toBe(1);
    let gone = 0;
    const waiting = pace.next(3).then((going) => {
      gone = going;
    });
    clock.advance(3_900);
    await Promise.resolve();
    expect(gone).toBe(0);
    clock.advance(101);
    await waiting;
    expect(gone).toBe(1);
  });

  it('lets nobody go any more once it is given up', async () => {
    const ending = new AbortController();
    const pace = createPace(createVirtualClock(0), 1, ending.signal);
    await pace.next(1);
    const waiting = pace.next(1);
    ending.abort();
    expect(await waiting).toBe(0);
  });
});
