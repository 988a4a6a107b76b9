import { Consumer, setAges, watchPipe } from '@waystream/redis';
import { createAlarm } from './alarm.js';
import { type PartitionContext, PartitionWork } from './partition-work.js';
import { stoppedVersions, takeOutStopped } from './take-out-stopped.js';

export interface PartitionsOptions {
  context: PartitionContext;
  memberId: string;
  /** Most inputs of one partition in one round. */
  batchSize: number;
}

/** The partitions this process decides for: inboxes are read, timers ring, stopped versions are emptied. */
export interface Partitions {
  start(): void;
  /** Finishes the rounds under way and hands the partitions over. */
  stop(): Promise<void>;
  count(): number;
  /** A definition has changed. */
  configurationChanged(): void;
}

/** Under load an input may wait this long for others to be decided with. */
const READ_EVERY_MS = 2;

/** Inputs read and not yet committed, over all partitions. */
const MOST_IN_FLIGHT = 4_096;

export function createPartitions({ context, memberId, batchSize }: PartitionsOptions): Partitions {
  const { store, log, metrics, clock, catalogues } = context;
  const works = new Map<number, { work: PartitionWork; lost: AbortSignal }>();
  let emptied = new Set<string>();

  const alarm = createAlarm(
    clock,
    function* () {
      for (const { work } of works.values()) yield work;
    },
    async (work) => {
      try {
        await work.takeDue();
      } catch (error) {
        log.error({ err: error, partition: work.partition }, 'Could not wake people who are due; trying again');
        throw error;
      }
    },
  );

  const emptyStopped = async (work: PartitionWork, lost: AbortSignal) => {
    try {
      await takeOutStopped(store, work, stoppedVersions(catalogues), lost);
    } catch (error) {
      if (!lost.aborted) log.error({ err: error, partition: work.partition }, 'Could not empty a stopped version');
    }
  };

  const consumer = new Consumer({
    store,
    log,
    member: { role: 'evaluator', id: memberId, stream: store.keyspace.inbox },
    batchSize,
    inOrder: true,
    readEveryMs: READ_EVERY_MS,
    mostInFlight: MOST_IN_FLIGHT,
    async acquired(owned) {
      const work = new PartitionWork(context, owned);
      await work.open();
      works.set(owned.partition, { work, lost: owned.lost });
      metrics.partitionsOwned.set(works.size);
      alarm.look();
      void emptyStopped(work, owned.lost);
    },
    async handle({ partition }, entries) {
      const owned = works.get(partition);
      if (!owned) return;
      await owned.work.takeEntries(entries);
      alarm.look();
    },
    async released(partition) {
      const owned = works.get(partition);
      works.delete(partition);
      metrics.partitionsOwned.set(works.size);
      await owned?.work.settled();
    },
  });

  const watch = () =>
    watchPipe({
      store,
      clock,
      log,
      partitions: () => works.keys(),
      stream: store.keyspace.inbox,
      measured(measures) {
        setAges(metrics.oldestInputSeconds, measures);
        for (const { partition, entries } of measures) metrics.backlog.set({ partition }, entries);
      },
    });
  let endWatch: () => void = () => undefined;

  return {
    start() {
      consumer.start();
      endWatch = watch();
    },
    async stop() {
      endWatch();
      alarm.stop();
      await consumer.stop();
    },
    count: () => works.size,
    configurationChanged() {
      const stopped = stoppedVersions(catalogues);
      if ([...stopped].every((uid) => emptied.has(uid))) return;
      emptied = stopped;
      for (const { work, lost } of works.values()) void emptyStopped(work, lost);
    },
  };
}
