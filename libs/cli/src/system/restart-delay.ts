import { SECOND_MS } from '@waystream/core';

const SHORTEST_MS = SECOND_MS / 2;
const LONGEST_MS = 30 * SECOND_MS;

/** How long to wait before a process that ended `times` times in a row is started again: twice as long each time. */
export function restartDelayMs(times: number): number {
  return Math.min(SHORTEST_MS * 2 ** (times - 1), LONGEST_MS);
}
