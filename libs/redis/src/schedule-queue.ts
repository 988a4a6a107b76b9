import type { Clock } from '@waystream/core';
import { DelayedError, Queue, Worker } from 'bullmq';
import { closeWithin } from './close-within.js';
import { isConnectionError } from './connection-error.js';
import { restAfter, UNTIL_DONE } from './job-tries.js';
import { SCHEDULE_QUEUE } from './keyspace.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** Work that is due at a time and belongs to no person. */
export type ScheduledJob =
  /** The schedule of a version has a run over its audience due. */
  | { readonly kind: 'begin'; readonly sandbox: string; readonly version: string; readonly dueMs: number }
  /** Everybody is to be held against the expression of an audience. */
  | { readonly kind: 'evaluate'; readonly sandbox: string; readonly audience: string; readonly revision: string }
  /** The definition of an audience was deleted. */
  | { readonly kind: 'forget'; readonly sandbox: string; readonly audience: string }
  /** A run that is open goes on. */
  | { readonly kind: 'run'; readonly run: string };

export interface ScheduleQueue {
  /** Keeps a job until `atMs`. While a job of that id is there, another one is not added. */
  put(id: string, job: ScheduledJob, atMs: number): Promise<void>;
  /** Interrupts what is under way, so that another worker goes on with it. */
  close(): Promise<void>;
}

/**
 * Jobs at their time, each at least once: one whose worker dies is done again by another when `lockMs` are over.
 * `take` resolves to `interrupted` when the signal aborted before it was through; the job is then there for others.
 */
export function openScheduleQueue(
  { connections, keyspace }: Store,
  {
    take,
    clock,
    log,
    concurrency = 20,
    lockMs = 30_000,
  }: {
    take(job: ScheduledJob, signal: AbortSignal): Promise<'done' | 'interrupted'>;
    clock: Clock;
    log: Reporter;
    concurrency?: number;
    lockMs?: number;
  },
): ScheduleQueue {
  const prefix = keyspace.queuePrefix();
  const stopping = new AbortController();
  // Told by queue and worker.
  const connect = () => connections.forJobs().on('error', () => undefined);
  const queue = new Queue<ScheduledJob>(SCHEDULE_QUEUE, { connection: connect(), prefix });
  const worker = new Worker<ScheduledJob>(
    SCHEDULE_QUEUE,
    async (job, token) => {
      if ((await take(job.data, stopping.signal)) === 'done') return;
      // A time that has passed: whoever is there next takes it at once.
      await job.moveToDelayed(job.timestamp, token);
      throw new DelayedError();
    },
    {
      connection: connect(),
      prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      // A job that many restarts interrupt is still wanted.
      maxStalledCount: 1_000,
      settings: { backoffStrategy: restAfter },
    },
  );
  const tell = (error: Error) => {
    if (!isConnectionError(error)) log.error({ err: error }, 'The schedule reports an error');
  };
  queue.on('error', tell);
  worker.on('error', tell);
  worker.on('failed', (job, error) => log.error({ err: error, job: job?.data }, 'A scheduled job has failed'));
  return {
    async put(id, job, atMs) {
      await queue.add(job.kind, job, {
        // BullMQ ignores an id it still holds, and refuses ":" in one.
        jobId: id.replaceAll(':', '_'),
        delay: Math.max(0, atMs - clock.now()),
        ...UNTIL_DONE,
        // What is through or has failed must not keep the same job from being put again.
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    close() {
      stopping.abort();
      return closeWithin(Promise.all([worker.close(), queue.close()]));
    },
  };
}
