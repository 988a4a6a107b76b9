const ATTEMPTS = 10;

/**
 * How long work takes at best, in milliseconds. It is repeated only as long as it takes longer than it may: warming up
 * and busy neighbours slow single runs down, while work that is too slow is so every time.
 */
export function quickestMs(work: () => unknown, budgetMs: number): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && quickest > budgetMs; attempt++) {
    const begin = performance.now();
    work();
    quickest = Math.min(quickest, performance.now() - begin);
  }
  return quickest;
}
