import { type Acceptance, type AcceptLimits, type Arrival, accept, type Store, storeFailure } from '@waystream/redis';

/**
 * The last step of the pipeline: collects what arrives in the same turn of the event loop and stores it with one
 * script a partition, a call a turn instead of a call an event.
 */
export interface ArrivalBuffer {
  /** What became of each arrival, in order. Rejects with `AppError` when any of them may not have been stored. */
  put(arrivals: readonly Arrival[]): Promise<Acceptance[]>;
}

/** One script call holds no more events than this, so that it never keeps Redis from others for long. */
const MOST_PER_CALL = 500;

export function createArrivalBuffer(store: Store, limits: AcceptLimits, now: () => number): ArrivalBuffer {
  let waiting = new Map<number, Batch>();
  const flush = () => {
    const batches = waiting;
    waiting = new Map();
    for (const [partition, batch] of batches) write(partition, batch);
  };
  const write = (partition: number, { arrivals, settle, fail }: Batch) => {
    accept(store, partition, arrivals, limits, now()).then(settle, (error) => fail(storeFailure(error)));
  };
  const place = (arrival: Arrival): Place => {
    const partition = store.keyspace.partitionOf(arrival.person);
    if (waiting.size === 0) setImmediate(flush);
    const batch = waiting.get(partition) ?? newBatch();
    waiting.set(partition, batch);
    const index = batch.arrivals.push(arrival) - 1;
    if (batch.arrivals.length === MOST_PER_CALL) {
      waiting.delete(partition);
      write(partition, batch);
    }
    return { batch, index };
  };
  return {
    async put(arrivals) {
      const places = arrivals.map(place);
      await Promise.all([...new Set(places.map(({ batch }) => batch.stored))]);
      return places.map(({ batch, index }) => batch.acceptances[index] ?? 'full');
    },
  };
}

interface Batch {
  readonly arrivals: Arrival[];
  /** In the order of the arrivals; empty until they are stored. */
  acceptances: Acceptance[];
  readonly stored: Promise<void>;
  settle(acceptances: Acceptance[]): void;
  fail(error: unknown): void;
}

interface Place {
  batch: Batch;
  index: number;
}

function newBatch(): Batch {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const stored = new Promise<void>((onStored, onFailed) => {
    resolve = onStored;
    reject = onFailed;
  });
  const batch: Batch = {
    arrivals: [],
    acceptances: [],
    stored,
    settle(acceptances) {
      batch.acceptances = acceptances;
      resolve();
    },
    fail: (error) => reject(error),
  };
  return batch;
}
