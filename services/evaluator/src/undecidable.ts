import { toRfc3339 } from '@waystream/core';
import type { DeadLetter } from '@waystream/redis';

/** An input about which nothing could be decided or committed, with what it failed with. */
export function undecidable(message: string, error: unknown, now: number): DeadLetter {
  const detail = error instanceof Error ? error.message : String(error);
  return { source: 'evaluator', reason: 'undecidable', detail, message, at: toRfc3339(now) };
}
