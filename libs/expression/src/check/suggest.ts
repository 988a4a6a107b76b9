import { nearestName } from '@waystream/core';

/** `; did you mean x?` for the candidate that a mistyped name most likely stands for, or nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}
