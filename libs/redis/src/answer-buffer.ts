import { answer } from './inbox.js';
import type { Store } from './store.js';

/**
 * Collects answers that are ready in the same turn of the event loop and writes them with one script a partition:
 * a call a turn instead of a call an answer.
 */
export interface AnswerBuffer {
  /** Resolves when the answer is in the inbox and its request acknowledged. */
  put(partition: number, entryId: string, message: string | null): Promise<void>;
}

export function createAnswerBuffer(store: Store, group: 'enrichment' | 'dispatcher'): AnswerBuffer {
  let waiting = new Map<number, Batch>();
  const flush = () => {
    const batches = waiting;
    waiting = new Map();
    for (const [partition, batch] of batches) {
      answer(store, { group, partition }, batch.answers).then(batch.resolve, batch.reject);
    }
  };
  return {
    put(partition, entryId, message) {
      if (waiting.size === 0) setImmediate(flush);
      const batch = waiting.get(partition) ?? newBatch();
      waiting.set(partition, batch);
      batch.answers.push({ entryId, message });
      return batch.written;
    },
  };
}

interface Batch {
  answers: { entryId: string; message: string | null }[];
  written: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

function newBatch(): Batch {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const written = new Promise<void>((onWritten, onFailed) => {
    resolve = onWritten;
    reject = onFailed;
  });
  return { answers: [], written, resolve, reject };
}
