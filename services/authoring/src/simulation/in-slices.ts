import { setImmediate } from 'node:timers/promises';

/**
 * Takes step after step until one says that there are no more. Other requests have their turn after every step, so the
 * longest step is the longest that they wait.
 */
export async function inSlices(step: () => boolean): Promise<void> {
  while (step()) await setImmediate();
}
