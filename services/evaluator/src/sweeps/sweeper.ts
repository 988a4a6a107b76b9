import type { Clock } from '@waystream/core';
import type { Input } from '@waystream/journey';
import { eachPerson, isConnectionError, markSwept, type Store, sweptOrders } from '@waystream/redis';
import type { Log } from '@waystream/service';
import { readPerson, UnreadablePerson } from '../stored-person.js';
import { createPace, untilTime } from './pace.js';
import type { Sweep } from './wanted-sweeps.js';

export interface SweeperParts {
  store: Store;
  clock: Clock;
  log: Log;
  partition: number;
  /** Aborts when the partition is given up. */
  lost: AbortSignal;
  wanted(): ReadonlyMap<string, Sweep>;
  /** Resolves when all rounds that are under way are over. */
  settled(): Promise<void>;
  /** Decides and commits the orders. */
  take(orders: Input[]): Promise<void>;
}

/** Carries out operators' orders in one owned partition. */
export interface Sweeper {
  /** Begins what is wanted and not done, and leaves off what is not wanted any more. */
  look(): void;
}

/** A sweep that failed begins anew after this time. */
const AFTER_FAILURE_MS = 5_000;

/**
 * A sweep is noted with the partition once everyone has been seen, so a new owner begins those anew that the former one
 * had not finished; an order repeated to a person changes nothing. Sweeps without a rate share one look through the
 * partition, each other has its own.
 */
export function createSweeper(parts: SweeperParts): Sweeper {
  const { store, clock, log, partition, lost, wanted } = parts;
  const underWay = new Map<string, AbortController>();
  let done: Promise<Set<string>> | null = null;

  async function begin(): Promise<void> {
    done ??= sweptOrders(store, partition);
    const isDone = await done;
    const open = [...wanted().values()].filter(({ key }) => !isDone.has(key) && !underWay.has(key));
    const quick = open.filter(({ perSecond }) => perSecond === null);
    const paced = open.filter(({ perSecond }) => perSecond !== null).map((sweep) => [sweep]);
    for (const sweeps of [quick, ...paced]) {
      if (sweeps.length > 0) run(sweeps, isDone).then((isComplete) => isComplete || lost.aborted || look(), tryAgain);
    }
  }

  async function run(sweeps: readonly Sweep[], isDone: Set<string>): Promise<boolean> {
    const ending = new AbortController();
    for (const { key } of sweeps) underWay.set(key, ending);
    try {
      const isComplete = await sweep(parts, sweeps, AbortSignal.any([lost, ending.signal]));
      if (!isComplete) return false;
      const keys = sweeps.map(({ key }) => key);
      const past = [...isDone].filter((key) => !wanted().has(key));
      await markSwept(store, partition, { done: keys, past });
      for (const key of past) isDone.delete(key);
      for (const key of keys) isDone.add(key);
      return true;
    } finally {
      for (const { key } of sweeps) underWay.delete(key);
    }
  }

  const look = () => {
    for (const [key, ending] of underWay) if (!wanted().has(key)) ending.abort();
    begin().catch(tryAgain);
  };

  function tryAgain(error: unknown): void {
    if (lost.aborted) return;
    done = null;
    const what = 'An order to the people of a version was not carried out; trying again';
    if (!isConnectionError(error)) log.error({ err: error, partition }, what);
    untilTime(clock, clock.now() + AFTER_FAILURE_MS, lost).then(() => lost.aborted || look());
  }

  return { look };
}

/** One look through the partition. Tells whether it came to its end. */
async function sweep(
  { store, clock, partition, settled, take }: SweeperParts,
  sweeps: readonly Sweep[],
  signal: AbortSignal,
): Promise<boolean> {
  const perSecond = sweeps[0]?.perSecond ?? null;
  const pace = perSecond === null ? null : createPace(clock, perSecond / store.keyspace.partitions, signal);
  // A round that began before the order was known may yet write what the order is about.
  await settled();
  for await (const people of eachPerson(store, partition)) {
    if (signal.aborted) return false;
    let waiting = people.map((one) => ordersFor(one, sweeps)).filter((orders) => orders.length > 0);
    while (waiting.length > 0) {
      const going = pace ? await pace.next(waiting.length) : waiting.length;
      if (signal.aborted) return false;
      await take(waiting.slice(0, going).flat());
      waiting = waiting.slice(going);
    }
  }
  return true;
}

function ordersFor([person, text]: readonly [string, string], sweeps: readonly Sweep[]): Input[] {
  const state = readPerson(text);
  return state instanceof UnreadablePerson ? [] : sweeps.flatMap((one) => one.ordersFor(person, state));
}
