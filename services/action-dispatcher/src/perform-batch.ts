import { actionRequest } from '@waystream/journey';
import type { AnswerBuffer, OwnedPartition, RetryQueue, StreamEntry } from '@waystream/redis';
import { createKeptResults } from './kept-results.js';
import { parkAction } from './parked-action.js';
import type { PerformAction } from './perform-action.js';
import type { PutUnreadableAside } from './put-unreadable-aside.js';
import { readMessage } from './read-message.js';

/** Performs the entries of the actions streams; the two ends of the consume loop. */
export interface PerformBatch {
  /** Performs entries of one partition side by side. Resolves when each is answered, parked or put aside. */
  handle(owned: OwnedPartition, entries: readonly StreamEntry[], done: (entryId: string) => void): Promise<void>;
  /** Resolves when nothing of the partition is in work any more. */
  released(partition: number): Promise<void>;
}

export function createPerformBatch(parts: {
  performAction: PerformAction;
  answers: AnswerBuffer;
  retries: RetryQueue;
  putUnreadableAside: PutUnreadableAside;
}): PerformBatch {
  const { performAction, answers, retries, putUnreadableAside } = parts;
  const underWay = new Map<number, Set<Promise<unknown>>>();
  const results = createKeptResults();

  async function perform({ partition, lost }: OwnedPartition, { id, message }: StreamEntry) {
    const read = readMessage(actionRequest, message);
    if ('unreadable' in read) {
      await putUnreadableAside('actions', message, read.unreadable);
      return answers.put(partition, id, null);
    }
    const isWanted = () => !lost.aborted;
    const result = results.take({ partition, id }) ?? (await performAction(read.message, { isWanted }));
    if (result === null) return;
    try {
      if ('retryAtMs' in result) await parkAction(retries, read.message, result);
      await answers.put(partition, id, 'retryAtMs' in result ? null : JSON.stringify(result));
    } catch (error) {
      results.keep({ partition, id }, result);
      throw error;
    }
  }

  return {
    async handle(owned, entries, done) {
      const batches = underWay.get(owned.partition) ?? new Set();
      underWay.set(owned.partition, batches);
      const batch = Promise.allSettled(entries.map((entry) => perform(owned, entry).then(() => done(entry.id))));
      batches.add(batch);
      const settled = await batch;
      batches.delete(batch);
      // Only now, since entries that are still in work must not be offered again.
      const failed = settled.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
    async released(partition) {
      await Promise.all(underWay.get(partition) ?? []);
      underWay.delete(partition);
    },
  };
}
