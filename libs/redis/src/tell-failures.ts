import { isConnectionError } from './connection-error.js';
import type { Reporter } from './reporter.js';
import { isOutOfMemory } from './store-failure.js';

/** Tells of work on a partition that has failed and is tried again. */
export type TellFailure = (partition: number, error: unknown) => void;

const FULL_AGAIN_MS = 60_000;

/**
 * The connection tells by itself when Redis is away. A full memory makes work on all partitions fail for as long as it
 * lasts, so it is told once a minute. `nowMs`: milliseconds from any moment on.
 */
export function tellFailures(log: Pick<Reporter, 'error'>, nowMs = () => performance.now()): TellFailure {
  let fullToldMs = Number.NEGATIVE_INFINITY;
  return (partition, error) => {
    if (isConnectionError(error)) return;
    if (!isOutOfMemory(error)) {
      log.error({ err: error, partition }, 'Work on a partition has failed; trying again');
      return;
    }
    if (nowMs() - fullToldMs < FULL_AGAIN_MS) return;
    fullToldMs = nowMs();
    log.error({ err: error }, 'The memory of Redis is full; work that needs some is tried again until it has');
  };
}
