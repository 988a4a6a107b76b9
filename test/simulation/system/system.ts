import type { Catalogue } from '@waystream/journey';
import type { Listener, Move } from '../moves/move.js';
import { createMemory, readOldest, streamAt } from '../redis/memory.js';
import { CLEAR_WAY, type MemoryServer, memoryServer, memoryStore } from '../redis/memory-store.js';
import type { ScriptModel } from '../redis/script-models.js';
import { forgetsWrites, PARTITIONS, type SimulatedStory } from '../story.js';
import { type Callers, createCallers } from './callers.js';
import { type CatchUp, type Configuration, createConfiguration } from './configuration.js';
import { type Decided, watchCommit } from './decided.js';
import { createFailovers } from './failovers.js';
import { createMovedClock } from './moved-clock.js';
import { createOutsideWorld, type OutsideWorld } from './outside-world.js';
import { createOwners, type Owners } from './owners.js';
import { createProducers } from './producers.js';
import { createRuns, type Runs } from './runs.js';

export interface SystemOptions {
  /** Everything that journeys may refer to. */
  vocabulary: Catalogue;
  scripts: Readonly<Record<string, ScriptModel>>;
  catchUp: CatchUp;
  /** Called for every commit that was carried out. */
  decided(decided: Decided): void;
  /** Redis remembers the first so many of the commits that were carried out. */
  rewound(commits: number): void;
}

/** No move needs more commits; an owner that goes round in circles is stopped. */
const MOST_COMMITS = 500;

/** The whole of Waystream as far as exactly-once is concerned, on a memory in the place of Redis. */
export interface System {
  readonly server: MemoryServer;
  readonly configuration: Configuration;
  readonly owners: Owners;
  readonly callers: Callers;
  readonly world: OutsideWorld;
  readonly runs: Runs;
  /** Events that producers were told are stored, as far as Redis has not forgotten them. */
  readonly accepted: ReadonlySet<string>;
  /** How often Redis has failed over. */
  readonly failovers: number;
  now(): number;
  make(move: Move): Promise<void>;
}

export function createSystem(story: SimulatedStory, options: SystemOptions): System {
  const { vocabulary, scripts, catchUp, decided, rewound } = options;
  const clock = createMovedClock();
  const memory = createMemory(clock.serverNow);
  const accepted = new Set<string>();
  const failovers = createFailovers(memory, { accepted, isExpected: forgetsWrites(story) });
  const server = memoryServer(memory, scripts, {
    prefix: 'sim',
    partitions: PARTITIONS,
    beforeWrite: failovers.beforeWrite,
  });
  const store = memoryStore(server, CLEAR_WAY);
  const { keyspace } = server;
  const configuration = createConfiguration(vocabulary, story, catchUp);
  const world = createOutsideWorld(story.seed, { store, clock });
  const runs = createRuns({ server, clock, configuration });
  const callers = createCallers(store, memory, { world, runs });
  const producers = createProducers({ store, clock, configuration, world, accepted });
  let commits = 0;

  function failOver(forgets: number): void {
    rewound(failovers.forget(forgets));
    clock.passFailover();
    owners.failedOver();
    world.failedOver();
  }

  const owners = createOwners({
    server,
    clock,
    configuration,
    cachedPeople: 2,
    failOver: () => failOver(1 + (commits % 4)),
    carryOut(owner, commit, { args, ...decision }) {
      commits += 1;
      if (commits > MOST_COMMITS) return ['fenced', ''];
      const describe = watchCommit(server, owner, args);
      const reply = commit();
      if (Array.isArray(reply) && reply[0] === 'ok') {
        failovers.committed();
        decided({ ...describe(), ...decision });
      }
      return reply;
    },
  });

  async function decide(move: Extract<Move, { move: 'decide' }>): Promise<void> {
    const inbox = streamAt(memory, keyspace.inbox(move.partition));
    const batch = new Set(readOldest(inbox, move.most).map(({ id }) => id));
    await owners.drive(move, (owner) => {
      const entries = [...streamAt(memory, keyspace.inbox(move.partition)).entries].flatMap(([id, message]) =>
        batch.has(id) ? [{ id, message }] : [],
      );
      owner.asked.entries(entries);
      return entries.length === 0 ? null : owner.work.takeEntries(entries);
    });
  }

  async function ring(move: Extract<Move, { move: 'ring' }>): Promise<void> {
    await owners.drive(move, (owner) => {
      const { nextDueMs } = owner.work;
      if (nextDueMs === null || nextDueMs > clock.now()) return null;
      return owner.work.takeDue();
    });
  }

  const hear = (listener: Listener, orders: number) =>
    listener === 'workers' ? runs.hear(orders) : owners.hear(listener, orders);

  async function make(move: Move): Promise<void> {
    commits = 0;
    switch (move.move) {
      case 'event':
      case 'business':
      case 'audience':
      case 'member':
      case 'enter':
      case 'react':
        return producers.make(move);
      case 'decide':
        return decide(move);
      case 'ring':
        return ring(move);
      case 'answer':
        return callers.answer(move);
      case 'work':
        return runs.work(move.which, move.faults);
      case 'stopWorkers':
        return runs.stop();
      case 'pass':
        return clock.pass(move.ms);
      case 'thaw':
        return owners.thaw(move.partition);
      case 'order':
        configuration.order(move.version, move.order);
        for (const listener of LISTENERS) if (!move.late.includes(listener)) await hear(listener, ALL);
        return;
      case 'hear':
        return hear(move.listener, move.orders);
      case 'failover':
        return failOver(move.forgets);
    }
  }

  return {
    server,
    configuration,
    owners,
    callers,
    world,
    runs,
    accepted,
    get failovers() {
      return failovers.count;
    },
    now: clock.now,
    make,
  };
}

/** Everybody who hears of orders. */
export const LISTENERS: readonly Listener[] = [...Array.from({ length: PARTITIONS }, (_, one) => one), 'workers'];

/** More orders than any story gives. */
export const ALL = 1_000;
