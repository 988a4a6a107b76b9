import { AppError, type Clock, SECOND_MS } from '@waystream/core';
import type { Arrival, Store } from '@waystream/redis';
import { storeFailure } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';
import type { Shortage } from './shortage.js';
import type { ShortageWatch } from './watch-shortages.js';

/** Keeps what is stored from growing without bound: producers are told to wait before anything of their request is stored. */
export interface Backpressure {
  /**
   * Throws `overloaded` while there is a shortage of something that the people's events would need. What was seen a moment
   * ago decides, so it costs next to nothing.
   */
  requireMeans(people: readonly { readonly person: string }[]): void;
  /**
   * Throws `overloaded` when any partition concerned has no room for its share. A single event needs no such look,
   * because the script that stores it refuses it by itself; many would be stored in part.
   */
  requireRoom(arrivals: readonly Arrival[]): Promise<void>;
  /** The answer to a request that found inboxes full. */
  refuse(partitions: Iterable<number>): AppError;
  stop(): void;
}

/** A partition counts as under pressure until it has refused nobody for this long. */
const PRESSURE_MS = 5 * SECOND_MS;

/** What producers read, and when they may ask again; what others have to work off takes longer. */
const REFUSALS: Record<'backlog' | Shortage, { detail: string; retryAfterSeconds: number }> = {
  backlog: { detail: 'More events wait than may; send it again later.', retryAfterSeconds: 1 },
  memory: { detail: 'The memory of the store is nearly full; send it again later.', retryAfterSeconds: 5 },
  calls: {
    detail: 'More calls of journeys wait for their answers than may; send it again later.',
    retryAfterSeconds: 5,
  },
  reports: {
    detail: 'More steps wait to be counted by reporting than may; send it again later.',
    retryAfterSeconds: 5,
  },
};

export function createBackpressure(
  { connections, keyspace }: Store,
  {
    maxBacklog,
    shortages,
    metrics,
    clock,
  }: {
    maxBacklog: number;
    shortages: Pick<ShortageWatch, 'concerning'>;
    metrics: Pick<ServiceMetrics<'ingestion'>, 'refusals' | 'backpressureActive'>;
    clock: Clock;
  },
): Backpressure {
  const easing = new Map<number, () => void>();
  const press = (partition: number) => {
    easing.get(partition)?.();
    metrics.backpressureActive.set({ partition }, 1);
    const ease = () => {
      easing.delete(partition);
      metrics.backpressureActive.set({ partition }, 0);
    };
    easing.set(partition, clock.wakeAt(clock.now() + PRESSURE_MS, ease));
  };
  const refuse = (partitions: Iterable<number>, cause: 'backlog' | Shortage = 'backlog') => {
    for (const partition of partitions) press(partition);
    metrics.refusals.inc({ cause });
    const { detail, retryAfterSeconds } = REFUSALS[cause];
    return new AppError('overloaded', detail, { retryAfterSeconds });
  };
  const backlog = (partition: number) => connections.commands.xlen(keyspace.inbox(partition));
  return {
    requireMeans(people) {
      const found = shortages.concerning(people);
      if (found) throw refuse(found.partitions, found.shortage);
    },
    async requireRoom(arrivals) {
      const shares = new Map<number, number>();
      for (const { person } of arrivals) {
        const partition = keyspace.partitionOf(person);
        shares.set(partition, (shares.get(partition) ?? 0) + 1);
      }
      const looks = [...shares].map(async ([partition, share]) => ({
        partition,
        isFull: (await backlog(partition)) + share > maxBacklog,
      }));
      const found = await Promise.all(looks).catch((error) => {
        throw storeFailure(error);
      });
      const full = found.filter(({ isFull }) => isFull);
      if (full.length > 0) throw refuse(full.map(({ partition }) => partition));
    },
    refuse: (partitions) => refuse(partitions),
    stop() {
      for (const cancel of easing.values()) cancel();
    },
  };
}
