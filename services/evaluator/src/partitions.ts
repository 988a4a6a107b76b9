import { Consumer, type ConsumerOptions } from '@waystream/redis';
import { createAlarm } from './alarm.js';
import { type Cautions, createCautions } from './caution.js';
import { measurePartitions } from './measure-partitions.js';
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
  const cautionsOf = remembered<Cautions>((partition) => createCautions(log, partition));
  let wanted = wantedSweeps(catalogues);

  /** What happens to a partition from the moment this process owns it until it does not any more. */
  const life: Pick<ConsumerOptions, 'handle'> & Required<Pick<ConsumerOptions, 'acquired' | 'released'>> = {
    async acquired(owned) {
      // The former owner may have carried out orders that this process has not heard of, and noted them as done.
      await catalogues.caughtUp();
      const { partition, lost } = owned;
      const work = new PartitionWork(context, owned, cautionsOf(partition));
      await work.open();
      const sweeper = createSweeper({
        store,
        clock,
        log,
        partition,
        lost,
        wanted: () => wanted,
        settled: () => work.settled(),
        take: async (orders) => {
          await orAnew(work, work.takeInputs(orders));
          alarm.look();
        },
      });
      works.set(partition, { work, sweeper });
      metrics.partitionsOwned.set(works.size);
      alarm.look();
      sweeper.look();
    },
    async handle({ partition }, entries) {
      await works.get(partition)?.work.takeEntries(entries);
      alarm.look();
    },
    async released(partition) {
      const owned = works.get(partition);
      works.delete(partition);
      metrics.partitionsOwned.set(works.size);
      await owned?.work.settled();
    },
  };

  const consumer = new Consumer({
    store,
    log,
    member: { role: 'evaluator', id: memberId, stream: store.keyspace.inbox },
    batchSize,
    inOrder: true,
    readEveryMs: READ_EVERY_MS,
    mostInFlight: MOST_IN_FLIGHT,
    ...life,
  });

  const alarm = createAlarm(
    clock,
    () => [...works.values()].map(({ work }) => work),
    (work) => orAnew(work, work.takeDue()),
  );

  /** The result of rounds; when they fail, after the partition was given up. */
  async function orAnew(work: PartitionWork, rounds: Promise<void>): Promise<void> {
    try {
      await rounds;
    } catch (error) {
      await consumer.acquireAnew(work.owned, error);
      throw error;
    }
  }

  let endMeasuring: () => void = () => undefined;

  return {
    start() {
      consumer.start();
      endMeasuring = measurePartitions(context, () => works.keys());
    },
    async stop() {
      endMeasuring();
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

/** One value for each partition, made when it is first asked for. */
function remembered<Value>(create: (partition: number) => Value): (partition: number) => Value {
  const values = new Map<number, Value>();
  return (partition) => {
    const value = values.get(partition) ?? create(partition);
    values.set(partition, value);
    return value;
  };
}
