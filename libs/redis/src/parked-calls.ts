import { setTimeout as pause } from 'node:timers/promises';
import { parseJson } from '@waystream/core';
import { type ActionRequest, actionRequest, type PerformedInput } from '@waystream/journey';
import { type Job, Queue } from 'bullmq';
import { carryOut } from './carry-out.js';
import { closeWithin } from './close-within.js';
import { isConnectionError } from './connection-error.js';
import { RETRY_QUEUE } from './keyspace.js';
import type { Reporter } from './reporter.js';
import { isAbout } from './requests-about.js';
import type { WaitingCall } from './retry-queue.js';
import type { Store } from './store.js';

/** Jobs that are looked at together. */
const CHUNK = 500;
/** A call that is being made when somebody is erased may last, and whoever erases waits; but not for longer than this. */
const DEADLINE_MS = 10_000;
const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 50;

/** Calls in the retry queue as whoever erases people sees them; the queue has its own worker elsewhere. */
export interface ParkedCalls {
  /**
   * Takes every parked call that was to be made for a person out of the queue and tells how many there were; `null` when
   * that takes too long, for instance because one is being made all the while. Each is answered, so that nobody waits who
   * has entered again meanwhile. Repeating it does no harm.
   */
  drop(person: string): Promise<number | null>;
  close(): Promise<void>;
}

export function openParkedCalls(store: Store, log: Reporter): ParkedCalls {
  const { connections, keyspace } = store;
  const connection = connections.forJobs();
  const queue = new Queue<WaitingCall>(RETRY_QUEUE, { connection, prefix: keyspace.queuePrefix() });
  queue.on('error', (error) => {
    if (!isConnectionError(error)) log.error({ err: error }, 'The retry queue reports an error');
  });

  async function dropOne({ id = '', data }: Job<WaitingCall>): Promise<boolean> {
    // Answered first: if this ends here, it is found again.
    const { data: request } = actionRequest.safeParse(parseJson(data.message));
    if (request && !(await carryOut(store, request.person, JSON.stringify(notMade(request))))) return false;
    return (await queue.remove(id)) === 1;
  }

  async function dropAll(person: string): Promise<number | null> {
    let dropped = 0;
    // A job may change places between two looks at them; it does not do so time and again.
    for (let look = 0, without = 0; look < MOST_LOOKS; look++) {
      const active = await jobsAbout(queue, ['active'], person);
      const resting = await jobsAbout(queue, ['waiting', 'delayed', 'failed'], person);
      for (const job of resting) if (await dropOne(job)) dropped += 1;
      without = active.length + resting.length === 0 ? without + 1 : 0;
      if (without === 2) return dropped;
      if (active.length > 0) await pause(LOOK_EVERY_MS);
    }
    return null;
  }

  return {
    // Without Redis the queue would wait for it.
    drop: (person) => Promise.race([dropAll(person), pause(DEADLINE_MS, null, { ref: false })]),
    async close() {
      await closeWithin(queue.close());
      connection.disconnect();
    },
  };
}

/** Jobs for calls on behalf of a person. */
async function jobsAbout(
  queue: Queue<WaitingCall>,
  states: ('active' | 'waiting' | 'delayed' | 'failed')[],
  person: string,
): Promise<Job<WaitingCall>[]> {
  const found: Job<WaitingCall>[] = [];
  for (const state of states) {
    for (let start = 0, isMore = true; isMore; start += CHUNK) {
      const jobs = await queue.getJobs(state, start, start + CHUNK - 1);
      // A job that is done between the look at its name and that at its data has none.
      found.push(...jobs.filter((job) => job && isAbout(job.data.message, person)));
      isMore = jobs.length === CHUNK;
    }
  }
  return found;
}

function notMade({ id, person, instance, visit }: ActionRequest): PerformedInput {
  const outcome = { status: 'error' as const, code: 'erased', elapsedMs: 0, attempts: 0 };
  return { v: 1, id, person, type: 'performed', instance, visit, outcome };
}
