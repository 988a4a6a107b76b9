import type { Chance } from '../chance.js';

/** Waits and timeouts; several of them are equal or divide each other, so that things come due together. */
export function randomDuration(chance: Chance): string {
  return chance.pick(['PT1S', 'PT10S', 'PT1M', 'PT10M', 'PT1H', 'PT1H', 'PT6H', 'P1D', 'P1D', 'P3D']);
}
