import { type Clock, parseJson } from '@waystream/core';
import type { RunRequest } from '@waystream/journey';
import type { ScheduledJob, ScheduleQueue } from '@waystream/redis';
import { createMetrics } from '@waystream/service';
import { beginRun, beginScheduled, continueRuns, planRun } from '../../../services/enrichment/src/runs/plan-runs.js';
import { type RunContext, runAudience } from '../../../services/enrichment/src/runs/run-audience.js';
import type { PortionFault } from '../moves/move.js';
import { hashAt, inOrder, sortedSetAt } from '../redis/memory.js';
import { CLEAR_WAY, type MemoryServer, memoryStore, type Way } from '../redis/memory-store.js';
import { SANDBOX } from '../world/vocabulary.js';
import type { Configuration } from './configuration.js';
import { ConnectionLost } from './connection-lost.js';
import { rest } from './owners.js';
import { SILENT } from './silent-log.js';

/** Whoever brings members of audiences into journeys: enrichment's own code, its jobs taken by workers. */
export interface Runs {
  /** A business event begins a run. */
  begin(run: RunRequest): Promise<void>;
  /** The processes hear of the next orders. */
  hear(orders: number): Promise<void>;
  /** A worker takes a job that is due. */
  work(which: number, faults: readonly PortionFault[]): Promise<void>;
  /** Workers stop in good order; what they were at is there for others. */
  stop(): Promise<void>;
  /** When there will be something to do: a job is due, or a worker goes on. */
  nextDueMs(): number | null;
  /** Jobs that could be taken now. */
  ready(): number;
  /** What a worker has failed with though nothing was done to it. */
  failure(): unknown;
}

const metrics = createMetrics('enrichment');

/** Workers that rest go on before that. */
const REST_MS = 100;

/** Others bring portions meanwhile. */
const STILL_MS = 250;

interface Worker {
  readonly stopping: AbortController;
}

export function createRuns({
  server,
  clock,
  configuration,
}: {
  server: MemoryServer;
  clock: Clock;
  configuration: Configuration;
}): Runs {
  const { memory, keyspace } = server;
  const jobs = () => hashAt(memory, `${keyspace.queuePrefix()}:jobs`);
  const dueJobs = () => sortedSetAt(memory, `${keyspace.queuePrefix()}:due`);
  /** Job → who has it. */
  const taken = new Map<string, Worker>();
  const working = new Set<Worker>();
  let failure: unknown = null;
  let looking: Promise<void> = Promise.resolve();

  const queue: ScheduleQueue = {
    async put(id, job, atMs) {
      // As in BullMQ, an id that is there is not added again.
      if (jobs().has(id)) return;
      jobs().set(id, JSON.stringify(job));
      dueJobs().set(id, atMs);
    },
    close: async () => undefined,
  };
  const view = configuration.view(0, lookAt);
  const contextOf = (way: Way): RunContext & { queue: ScheduleQueue } => {
    const store = memoryStore(server, way);
    return { store, catalogues: view.catalogues, clock, log: SILENT, metrics, queue };
  };
  const planning = contextOf(CLEAR_WAY);

  function lookAt(versions: readonly string[]): void {
    const look = async () => {
      for (const uid of versions) await planRun(planning, SANDBOX, uid);
      await continueRuns(planning, new Set(versions.map((uid) => `${SANDBOX}/${uid}`)));
    };
    looking = looking.then(look).catch((error: unknown) => {
      failure ??= error;
    });
  }
  lookAt([...configuration.documents.keys()]);

  function take(job: ScheduledJob, way: Way, signal: AbortSignal): Promise<'done' | 'interrupted'> {
    const context = contextOf(way);
    switch (job.kind) {
      case 'run':
        return runAudience(context, job.run, signal);
      case 'begin':
        return beginScheduled(context, job).then(() => 'done');
      case 'evaluate':
      case 'forget':
        throw new RangeError('audiences are uploaded here');
    }
  }

  function readyJobs(): string[] {
    const due = inOrder(dueJobs()).filter(([id, dueMs]) => dueMs <= clock.now() && !taken.has(id));
    return due.map(([id]) => id);
  }

  return {
    begin: (run) => beginRun(planning, run, null),
    async hear(orders) {
      view.hear(orders);
      await rest();
      await looking;
    },
    async work(which, faults) {
      const ready = readyJobs();
      const id = ready[which % ready.length];
      const text = id === undefined ? undefined : jobs().get(id);
      if (id === undefined || text === undefined) return;
      const worker: Worker = { stopping: new AbortController() };
      taken.set(id, worker);
      working.add(worker);
      const leave = () => {
        if (taken.get(id) === worker) taken.delete(id);
      };
      const way = faultyWay([...faults], {
        standStill: () => new Promise((resolve) => clock.wakeAt(clock.now() + STILL_MS, resolve)),
        lost(hasDied) {
          leave();
          if (hasDied) working.delete(worker);
        },
      });
      take(readJob(text), way, worker.stopping.signal)
        .then((result) => {
          // Whoever has lost the job to another worker cannot end it.
          if (result !== 'done' || taken.get(id) !== worker) return;
          jobs().delete(id);
          dueJobs().delete(id);
        })
        .catch((error: unknown) => {
          if (!(error instanceof ConnectionLost)) failure ??= error;
        })
        .finally(() => {
          leave();
          working.delete(worker);
        });
      await rest();
    },
    async stop() {
      for (const { stopping } of working) stopping.abort();
      await rest();
    },
    nextDueMs() {
      if (working.size > 0) return clock.now() + REST_MS;
      return inOrder(dueJobs())[0]?.[1] ?? null;
    },
    ready: () => readyJobs().length,
    failure: () => failure,
  };
}

/** Faults strike portions, one each. `lost` is told when the worker loses its job, and whether it has died. */
function faultyWay(
  faults: PortionFault[],
  { standStill, lost }: { standStill(): Promise<void>; lost(hasDied: boolean): void },
): Way {
  return {
    ...CLEAR_WAY,
    async script(name, carryOut) {
      const fault = name === 'bring-portion' ? faults.shift() : undefined;
      switch (fault) {
        case undefined:
          return carryOut();
        case 'requestLost':
          throw new ConnectionLost();
        case 'replyLost':
          carryOut();
          throw new ConnectionLost();
        case 'crash':
          lost(true);
          return NEVER;
        case 'crashAfter':
          carryOut();
          lost(true);
          return NEVER;
        case 'stall':
          lost(false);
          await standStill();
          return carryOut();
      }
    },
  };
}

const NEVER = new Promise<never>(() => undefined);

/** Guarantee: jobs are written by `put` above and by nobody else. */
function readJob(text: string): ScheduledJob {
  return parseJson(text) as ScheduledJob;
}
