import type { Clock } from '@waystream/core';
import { Queue, Worker } from 'bullmq';
import { closeWithin } from './close-within.js';
import { isConnectionError } from './connection-error.js';
import { restAfter, UNTIL_DONE } from './job-tries.js';
import { RETRY_QUEUE } from './keyspace.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** A call that waits for its next try: the request's message and how far it has come. */
export interface WaitingCall {
  message: string;
  attempt: number;
}

export interface RetryQueue {
  /** Keeps a call until `atMs`. The same call and attempt is kept once, however often it is put. */
  put(id: string, call: WaitingCall, atMs: number): Promise<void>;
  waiting(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Calls whose next try is further away than is worth holding in memory. At least once: a call may come twice when a
 * process dies, and then carries the same idempotency key.
 */
export function openRetryQueue(
  { connections, keyspace }: Store,
  {
    take,
    concurrency,
    clock,
    log,
  }: {
    take(call: WaitingCall): Promise<void>;
    concurrency: number;
    clock: Clock;
    log: Reporter;
  },
): RetryQueue {
  const prefix = keyspace.queuePrefix();
  const connection = connections.forJobs();
  const queue = new Queue<WaitingCall>(RETRY_QUEUE, { connection, prefix });
  const worker = new Worker<WaitingCall>(RETRY_QUEUE, (job) => take(job.data), {
    connection: connections.forJobs(),
    prefix,
    concurrency,
    lockDuration: 60_000,
    // A job that two restarts interrupt is still wanted.
    maxStalledCount: 100,
    settings: { backoffStrategy: restAfter },
  });
  const tell = (error: Error) => {
    if (!isConnectionError(error)) log.error({ err: error }, 'The retry queue reports an error');
  };
  queue.on('error', tell);
  worker.on('error', tell);
  worker.on('failed', (_, error) => tell(error));
  return {
    async put(id, call, atMs) {
      const delay = Math.max(0, atMs - clock.now());
      await queue.add('call', call, {
        // BullMQ ignores an id it still holds, and refuses ":" in one.
        jobId: `${id}-${call.attempt}`.replaceAll(':', '_'),
        delay,
        ...UNTIL_DONE,
        removeOnComplete: true,
        removeOnFail: 1_000,
      });
    },
    waiting: async () => (await queue.getJobCountByTypes('delayed', 'waiting', 'active')) ?? 0,
    close: () => closeWithin(Promise.all([worker.close(), queue.close()])),
  };
}
