import { expect, it } from 'vitest';
import { createLatch } from './latch.js';

it('A level is too high from its limit on until it has fallen clearly below it', () => {
  const isTooHigh = createLatch(0.85);
  const levels = [0.84, 0.85, 0.9, 0.84, 0.8, 0.79, 0.84, 0.85];
  expect(levels.map(isTooHigh)).toEqual([false, true, true, true, true, false, false, true]);
});
