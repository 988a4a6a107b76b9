import type { Clock } from '@waystream/core';
import type { Store } from '@waystream/redis';
import { createMetrics } from '@waystream/service';
import { type PartitionContext, PartitionWork } from '../../../services/evaluator/src/partition-work.js';
import { createSweeper } from '../../../services/evaluator/src/sweeps/sweeper.js';
import { wantedSweeps } from '../../../services/evaluator/src/sweeps/wanted-sweeps.js';
import type { RoundFault } from '../moves/move.js';
import { CLEAR_WAY, type MemoryServer, memoryStore, type Way } from '../redis/memory-store.js';
import { type AskedRounds, createAskedRounds } from './asked-rounds.js';
import type { Configuration, ConfigurationView } from './configuration.js';
import { ConnectionLost } from './connection-lost.js';
import type { Decided } from './decided.js';
import { SILENT } from './silent-log.js';

/** A process that owns a partition: the evaluator's own code on a connection that faults strike. */
export interface Owner {
  readonly partition: number;
  readonly epoch: number;
  readonly store: Store;
  readonly work: PartitionWork;
  readonly lost: AbortSignal;
  /** What the process knows of the configuration. */
  readonly view: ConfigurationView;
  /** Ends `lost`: the process does nothing more by itself. */
  lose(): void;
  /** Faults that will strike, the next first. */
  faults: RoundFault[];
  /** Resolves when the process is gone for now: dead, or standing still. */
  readonly gone: Promise<'dead' | 'frozen'>;
  /** The process goes on where it stood still. */
  thaw(): void;
  readonly asked: AskedRounds;
  /** What an order to the people of a version has failed with; then the partition is acquired anew. */
  failure: unknown;
}

/** What all owners share: Redis, the clock and the orders of operators. */
export interface Surroundings {
  server: MemoryServer;
  clock: Clock;
  configuration: Configuration;
  /** People kept in memory; few, so that many are loaded anew. */
  cachedPeople: number;
  /** Has a commit carried out. */
  carryOut(owner: Owner, commit: () => unknown, decision: Decision): unknown;
  /** Redis fails over. */
  failOver(): void;
}

/** What a commit says, and what it was decided on. */
export interface Decision extends Pick<Decided, 'now' | 'versions' | 'isCaughtUp'> {
  readonly args: readonly string[];
}

const metrics = createMetrics('evaluator');

export async function startOwner(
  { server, clock, configuration, cachedPeople, ...surroundings }: Surroundings,
  { partition, epoch, heard }: { partition: number; epoch: number; heard: number },
): Promise<Owner> {
  let configurationChanged: () => void = () => undefined;
  const view = configuration.view(heard, () => configurationChanged());
  // The former owner may have carried out orders that this process has not heard of, and noted them as done.
  await view.catalogues.caughtUp();
  let wanted = wantedSweeps(view.catalogues);
  const lose = new AbortController();
  const asked = createAskedRounds();
  let vanish: (how: 'dead' | 'frozen') => void = () => undefined;
  let thaw: () => void = () => undefined;
  const gone = new Promise<'dead' | 'frozen'>((resolve) => {
    vanish = resolve;
  });
  const thawed = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  const way: Way = {
    ...CLEAR_WAY,
    async load(what, carryOut) {
      if (owner.faults[0] === 'loadLost') {
        owner.faults.shift();
        throw new ConnectionLost();
      }
      const found = carryOut();
      if (what === 'due') asked.lookedForDue(Array.isArray(found) && found.length > 0);
      return found;
    },
    async script(name, apply, args) {
      const { versions } = view.state;
      const decision = { args, now: clock.now(), versions, isCaughtUp: view.position === configuration.position };
      const carryOut = () => (name === 'commit' ? surroundings.carryOut(owner, apply, decision) : apply());
      const fault = name === 'commit' ? owner.faults.shift() : undefined;
      switch (fault) {
        case undefined:
        case 'loadLost':
        case 'handover':
          return carryOut();
        case 'failover':
          surroundings.failOver();
          return carryOut();
        case 'requestLost':
          throw new ConnectionLost();
        case 'replyLost':
          carryOut();
          throw new ConnectionLost();
        case 'crashBeforeCommit':
          vanish('dead');
          return NEVER;
        case 'crashAfterCommit':
          carryOut();
          vanish('dead');
          return NEVER;
        case 'freeze':
          vanish('frozen');
          await thawed;
          return carryOut();
      }
    },
  };
  const store = memoryStore(server, way);
  const context: PartitionContext = {
    store,
    clock,
    log: SILENT,
    metrics,
    catalogues: view.catalogues,
    versionsOf: () => view.state.versions,
    cachedPeople,
    // Between the tries of a commit no time passes here.
    rest: async () => undefined,
  };
  const work = new PartitionWork(context, { partition, epoch, lost: lose.signal });
  const sweeper = createSweeper({
    store,
    clock,
    log: SILENT,
    partition,
    lost: lose.signal,
    wanted: () => wanted,
    settled: () => work.settled(),
    async take(orders) {
      asked.orders(orders);
      await work.takeInputs(orders).catch((error: unknown) => {
        owner.failure ??= error;
        throw error;
      });
    },
  });
  const owner: Owner = {
    partition,
    epoch,
    store,
    work,
    view,
    lost: lose.signal,
    lose: () => lose.abort(),
    faults: [],
    gone,
    thaw,
    asked,
    failure: null,
  };
  configurationChanged = () => {
    wanted = wantedSweeps(view.catalogues);
    sweeper.look();
  };
  await work.open();
  sweeper.look();
  return owner;
}

const NEVER = new Promise<never>(() => undefined);
