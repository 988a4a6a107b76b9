import { SECOND_MS } from '@waystream/core';

/** Portions are this far apart where the rate allows more than one person in between. */
const PORTION_MS = 100;

const MOST_IN_PORTION = 500;

/** How many members a run brings at once. */
export function portionSize(ratePerSecond: number): number {
  return Math.max(1, Math.min(MOST_IN_PORTION, Math.floor((ratePerSecond * PORTION_MS) / SECOND_MS)));
}

/** How long a run rests after it has brought so many, milliseconds; over all portions that keeps it to its rate. */
export function restAfterMs(brought: number, ratePerSecond: number): number {
  return (brought / ratePerSecond) * SECOND_MS;
}
