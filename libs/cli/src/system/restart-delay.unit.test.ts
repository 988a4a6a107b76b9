import { expect, it } from 'vitest';
import { restartDelayMs } from './restart-delay.js';

it('a process that keeps ending is started again at longer and longer intervals, half a minute at most', () => {
  expect([1, 2, 3, 4, 7, 100].map(restartDelayMs)).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
});
