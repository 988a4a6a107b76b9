import { measureTimers, type Reporter, setAges, type TimerMeasure, watchPipe } from '@waystream/redis';
import type { PartitionContext } from './partition-work.js';

type Metrics = PartitionContext['metrics'];

/** Measures every few seconds what waits in the partitions that are owned, and forgets the others. Returns the end of it. */
export function measurePartitions(
  { store, clock, log, metrics }: Pick<PartitionContext, 'store' | 'clock' | 'metrics'> & { log: Reporter },
  partitions: () => Iterable<number>,
): () => void {
  return watchPipe({
    store,
    clock,
    log,
    partitions,
    stream: store.keyspace.inbox,
    async measured(measures) {
      setAges(metrics.oldestInputSeconds, measures);
      metrics.backlog.reset();
      for (const { partition, entries } of measures) metrics.backlog.set({ partition }, entries);
      tellTimers(metrics, await measureTimers(store, partitions(), clock.now()));
    },
  });
}

function tellTimers(metrics: Metrics, measures: readonly TimerMeasure[]): void {
  for (const gauge of [metrics.people, metrics.timersPending, metrics.timersOverdue]) gauge.reset();
  for (const { partition, people, pending, overdue } of measures) {
    metrics.people.set({ partition }, people);
    metrics.timersPending.set({ partition }, pending);
    metrics.timersOverdue.set({ partition }, overdue);
  }
}
