import { AppError, type Clock, SECOND_MS } from '@waystream/core';
import type { Arrival, Store } from '@waystream/redis';
import { storeFailure } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';

/** Keeps inboxes from growing without bound: producers are told to wait before anything of their request is stored. */
export interface Backpressure {
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

const RETRY_AFTER_SECONDS = 1;

export function createBackpressure(
  { connections, keyspace }: Store,
  {
    maxBacklog,
    metrics,
    clock,
  }: {
    maxBacklog: number;
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
  const refuse = (partitions: Iterable<number>) => {
    for (const partition of partitions) press(partition);
    metrics.refusals.inc({ cause: 'backlog' });
    const detail = 'More events wait than may; send it again later.';
    return new AppError('overloaded', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  };
  const backlog = (partition: number) => connections.commands.xlen(keyspace.inbox(partition));
  return {
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
    refuse,
    stop() {
      for (const cancel of easing.values()) cancel();
    },
  };
}
