import type { Clock } from '@waystream/core';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** How full a partition's pipe is: entries not acknowledged, and the age of the oldest of them. */
export interface PipeMeasure {
  partition: number;
  entries: number;
  oldestAgeSeconds: number;
}

/** How long a measure may lag behind. */
const EVERY_MS = 10_000;

/**
 * Measures the pipes of the owned partitions every few seconds, since they fill and age without the owner doing anything.
 * For pipes whose entries are deleted when they are acknowledged. Returns the end of it.
 */
export function watchPipe(options: {
  store: Store;
  clock: Clock;
  log: Reporter;
  partitions: () => Iterable<number>;
  stream: (partition: number) => string;
  measured: (measures: PipeMeasure[]) => void | Promise<void>;
}): () => void {
  const { clock, log, measured } = options;
  let cancel: () => void = () => undefined;
  let isStopped = false;
  const measureLater = () => {
    if (isStopped) return;
    cancel = clock.wakeAt(clock.now() + EVERY_MS, () => {
      measurePipe(options)
        .then(measured)
        .catch((error) => log.warn({ err: error }, 'The backlog cannot be measured'))
        .finally(measureLater);
    });
  };
  measureLater();
  return () => {
    isStopped = true;
    cancel();
  };
}

/** Sets a gauge with the label `partition` to the ages of its pipes, and forgets partitions that are not owned any more. */
export function setAges(
  gauge: { reset(): void; set(labels: { partition: number }, value: number): void },
  measures: readonly PipeMeasure[],
): void {
  gauge.reset();
  for (const { partition, oldestAgeSeconds } of measures) gauge.set({ partition }, oldestAgeSeconds);
}

async function measurePipe(options: Omit<Parameters<typeof watchPipe>[0], 'measured'>): Promise<PipeMeasure[]> {
  const { store, clock, partitions, stream } = options;
  const { commands } = store.connections;
  return Promise.all(
    [...partitions()].map(async (partition) => {
      const [entries, oldest] = await Promise.all([
        commands.xlen(stream(partition)),
        commands.xrange(stream(partition), '-', '+', 'COUNT', 1),
      ]);
      const writtenMs = Number.parseInt(oldest[0]?.[0] ?? '', 10);
      const oldestAgeSeconds = Number.isNaN(writtenMs) ? 0 : Math.max(0, clock.now() - writtenMs) / 1_000;
      return { partition, entries, oldestAgeSeconds };
    }),
  );
}
