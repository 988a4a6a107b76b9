import type { Clock } from '@waystream/core';
import { portionSize, type RunRequest, restAfterMs, runEntrance } from '@waystream/journey';
import {
  bringPortion,
  type Catalogues,
  closeRun,
  findRun,
  membersAfter,
  postponeRun,
  type RunPosition,
  runPosition,
  type Store,
} from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { type RunnableVersion, standingOf } from './find-runnable.js';
import { restUntil } from './rest-until.js';

/** A run leaves room for events: beyond so many inputs that wait in a partition it waits too. */
const MOST_BACKLOG = 2_000;

/** When an inbox has no room, it is tried again after this long. */
const FULL_MS = 100;

export interface RunContext {
  readonly store: Store;
  readonly catalogues: Catalogues;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: ServiceMetrics<'enrichment'>;
}

/**
 * Brings the members of an audience into a version, each once, at the rate that the version sets over all partitions. How
 * far the run is stands in each partition and moves on with every portion that is brought, in one script, so whoever goes on with
 * an interrupted run brings nobody twice and leaves nobody out. A run whose version is paused stays open; resuming the version
 * puts it on again. Resolves to `interrupted` when the signal aborted before the run was through.
 */
export async function runAudience(
  context: RunContext,
  id: string,
  signal: AbortSignal,
): Promise<'done' | 'interrupted'> {
  const { store, catalogues, clock, log } = context;
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  const opened = await findRun(store, id);
  if (!opened) return 'done';
  const { run } = opened;
  let { dueMs } = opened;
  for (;;) {
    await restUntil(clock, dueMs, signal);
    if (signal.aborted) return 'interrupted';
    const standing = await standingOf(catalogues, run.sandbox, run.version);
    if (standing.kind === 'paused') return 'done';
    // One portion of each partition in turn, so that no partition's owner has all the work.
    const partition = partitions.shift();
    if (standing.kind === 'over' || partition === undefined) {
      await closeRun(store, id);
      log.info({ run: id, version: run.version, isThrough: partition === undefined }, 'A run over an audience is over');
      return 'done';
    }
    const portion = await bringNext(context, run, standing.version, partition);
    if (!portion.isThrough) partitions.push(partition);
    const restMs = restAfterMs(portion.brought, standing.version.run.ratePerSecond);
    dueMs = Math.max(dueMs, clock.now()) + (portion.isFull ? FULL_MS : restMs);
    if (restMs > 0) await postponeRun(store, id, Math.ceil(dueMs));
  }
}

interface Portion {
  readonly brought: number;
  readonly isThrough: boolean;
  readonly isFull: boolean;
}

/** Who joins the audience during the run is brought if their place in the order is still to come. */
async function bringNext(
  { store, metrics }: RunContext,
  run: RunRequest,
  { run: { audience, ratePerSecond } }: RunnableVersion,
  partition: number,
): Promise<Portion> {
  const from = await runPosition(store, partition, run.id);
  if (from?.kind === 'through') return { brought: 0, isThrough: true, isFull: false };
  const most = portionSize(ratePerSecond);
  const address = { sandbox: run.sandbox, audience };
  const members = await membersAfter(store, partition, address, from?.person ?? '', most);
  const last = members.length === most ? members.at(-1) : undefined;
  const to: RunPosition = last === undefined ? { kind: 'through' } : { kind: 'after', person: last };
  const inputs = members.map((person) => JSON.stringify(runEntrance(run, person)));
  const result = await bringPortion(store, partition, run.id, { from, to, inputs, mostBacklog: MOST_BACKLOG });
  if (result !== 'done') return { brought: 0, isThrough: false, isFull: result === 'full' };
  metrics.runMembers.inc(members.length);
  return { brought: members.length, isThrough: to.kind === 'through', isFull: false };
}
