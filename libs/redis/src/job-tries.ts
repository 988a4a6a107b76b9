import type { JobsOptions } from 'bullmq';

/** The first rest after a failure; each further one is twice as long. */
const FIRST_REST_MS = 500;
/** A job may run for days and count failures all the while, so how long it rests must not grow with it for ever. */
const LONGEST_REST_MS = 30_000;

/** How a job is tried: nobody else would do what it stands for, so until it is done. Its worker rests with `restAfter`. */
export const UNTIL_DONE = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'bounded' },
} as const satisfies JobsOptions;

/** Milliseconds until the next try after so many. */
export function restAfter(tries: number): number {
  return Math.min(FIRST_REST_MS * 2 ** (tries - 1), LONGEST_REST_MS);
}
