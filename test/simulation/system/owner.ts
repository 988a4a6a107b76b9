import type { Clock } from '@waystream/core';
import type { EditableCatalogue, Input, RunningVersions } from '@waystream/journey';
import type { Catalogues, Store } from '@waystream/redis';
import { createMetrics, type Log } from '@waystream/service';
import { type PartitionContext, PartitionWork } from '../../../services/evaluator/src/partition-work.js';
import { createSweeper } from '../../../services/evaluator/src/sweeps/sweeper.js';
import { wantedSweeps } from '../../../services/evaluator/src/sweeps/wanted-sweeps.js';
import type { RoundFault } from '../moves/move.js';
import { type MemoryServer, memoryStore, type Way } from '../redis/memory-store.js';

/** A process that owns a partition: the evaluator's own code on a connection that faults strike. */
export interface Owner {
  readonly partition: number;
  readonly epoch: number;
  readonly store: Store;
  readonly work: PartitionWork;
  readonly lost: AbortSignal;
  configurationChanged(): void;
  /** Ends `lost`: the process does nothing more by itself. */
  lose(): void;
  /** Faults that will strike, the next first. */
  faults: RoundFault[];
  /** Resolves when the process is gone for now: dead, or standing still. */
  readonly gone: Promise<'dead' | 'frozen'>;
  /** The process goes on where it stood still. */
  thaw(): void;
  /** What a round without entries of the inbox is made of: people who are due, or operators' orders. */
  doing: 'due' | readonly Input[];
}

/** What all owners share: the configuration and the clock. */
export interface Surroundings {
  server: MemoryServer;
  clock: Clock;
  catalogue: EditableCatalogue;
  versions: RunningVersions;
  /** People kept in memory; few, so that many are loaded anew. */
  cachedPeople: number;
  /** Has a commit carried out. */
  carryOut(owner: Owner, commit: () => unknown, args: readonly string[]): unknown;
}

const metrics = createMetrics('evaluator');

export async function startOwner(
  { server, clock, catalogue, versions, cachedPeople, ...surroundings }: Surroundings,
  { partition, epoch }: { partition: number; epoch: number },
): Promise<Owner> {
  let wanted = wantedSweeps(cataloguesOf(catalogue));
  const lose = new AbortController();
  let vanish: (how: 'dead' | 'frozen') => void = () => undefined;
  let thaw: () => void = () => undefined;
  const gone = new Promise<'dead' | 'frozen'>((resolve) => {
    vanish = resolve;
  });
  const thawed = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  const way: Way = {
    async load(carryOut) {
      if (owner.faults[0] !== 'loadLost') return carryOut();
      owner.faults.shift();
      throw new ConnectionLost();
    },
    async script(name, apply, args) {
      const carryOut = () => (name === 'commit' ? surroundings.carryOut(owner, apply, args) : apply());
      const fault = name === 'commit' ? owner.faults.shift() : undefined;
      switch (fault) {
        case undefined:
        case 'loadLost':
        case 'handover':
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
    catalogues: cataloguesOf(catalogue),
    versionsOf: () => versions,
    cachedPeople,
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
      owner.doing = orders;
      await work.takeInputs(orders);
    },
  });
  const owner: Owner = {
    partition,
    epoch,
    store,
    work,
    configurationChanged() {
      wanted = wantedSweeps(cataloguesOf(catalogue));
      sweeper.look();
    },
    lost: lose.signal,
    lose: () => lose.abort(),
    faults: [],
    gone,
    thaw,
    doing: [],
  };
  await work.open();
  sweeper.look();
  return owner;
}

export class ConnectionLost extends Error {
  constructor() {
    super('Connection is closed.');
  }
}

const NEVER = new Promise<never>(() => undefined);

function cataloguesOf(catalogue: EditableCatalogue): Catalogues {
  return {
    of: () => catalogue,
    all: () => [catalogue],
    isLeftOut: () => false,
    caughtUp: async () => undefined,
    stop: async () => undefined,
  };
}

const silence = () => undefined;
const SILENT: Log = {
  trace: silence,
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  fatal: silence,
  isLevelEnabled: () => false,
  child: () => SILENT,
};
