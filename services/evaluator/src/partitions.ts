import { Consumer, measureTimers, setAges, type TimerMeasure, watchPipe } from '@waystream/redis';
import { createAlarm } from './alarm.js';
import { type PartitionContext, PartitionWork } from './partition-work.js';
import { createSweeper, type Sweeper } from './sweeps/sweeper.js';
import { wantedSweeps } from './sweeps/wanted-sweeps.js';

export interface PartitionsOptions {
  context: PartitionContext;
  memberId: string;
  /** Most inputs of one partition in one round. */
  batchSize: number;
}

/** The partitions this process decides for: inboxes are read, timers ring, operators' orders reach everyone. */
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
  const works = new Map<number, { work: PartitionWork; sweeper: Sweeper }>();
  let wanted = wantedSweeps(catalogues);

  const alarm = createAlarm(
    clock,
    function* () {
      for (const { work } of works.values()) yield work;
    },
    (work) => orAnew(work, work.takeDue()),
  );

  const sweeperOf = (work: PartitionWork, lost: AbortSignal) =>
    createSweeper({
      store,
      clock,
      log,
      partition: work.partition,
      lost,
      wanted: () => wanted,
      settled: () => work.settled(),
      async take(orders) {
        await orAnew(work, work.takeInputs(orders));
        alarm.look();
      },
    });

  const consumer = new Consumer({
    store,
    log,
    member: { role: 'evaluator', id: memberId, stream: store.keyspace.inbox },
    batchSize,
    inOrder: true,
    readEveryMs: READ_EVERY_MS,
    mostInFlight: MOST_IN_FLIGHT,
    async acquired(owned) {
      // The former owner may have carried out orders that this process has not heard of, and noted them as done.
      await catalogues.caughtUp();
      const work = new PartitionWork(context, owned);
      await work.open();
      const sweeper = sweeperOf(work, owned.lost);
      works.set(owned.partition, { work, sweeper });
      metrics.partitionsOwned.set(works.size);
      alarm.look();
      sweeper.look();
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

  /** The result of rounds; when they fail, after the partition was given up. */
  async function orAnew(work: PartitionWork, rounds: Promise<void>): Promise<void> {
    try {
      await rounds;
    } catch (error) {
      await consumer.acquireAnew(work.owned, error);
      throw error;
    }
  }

  const watch = () =>
    watchPipe({
      store,
      clock,
      log,
      partitions: () => works.keys(),
      stream: store.keyspace.inbox,
      async measured(measures) {
        setAges(metrics.oldestInputSeconds, measures);
        for (const { partition, entries } of measures) metrics.backlog.set({ partition }, entries);
        tellTimers(await measureTimers(store, works.keys(), clock.now()));
      },
    });
  function tellTimers(measures: readonly TimerMeasure[]): void {
    for (const gauge of [metrics.people, metrics.timersPending, metrics.timersOverdue]) gauge.reset();
    for (const { partition, people, pending, overdue } of measures) {
      metrics.people.set({ partition }, people);
      metrics.timersPending.set({ partition }, pending);
      metrics.timersOverdue.set({ partition }, overdue);
    }
  }
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
      const former = wanted;
      wanted = wantedSweeps(catalogues);
      const isSame = former.size === wanted.size && [...former.keys()].every((key) => wanted.has(key));
      if (isSame) return;
      for (const { sweeper } of works.values()) sweeper.look();
    },
  };
}
