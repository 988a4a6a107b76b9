import { fromRfc3339 } from '@waystream/core';
import { nextScheduledMs, type RunRequest, type ScheduledVersion, scheduledRunId } from '@waystream/journey';
import { latestScheduledMs, listRuns, openRun, type ScheduledJob, type ScheduleQueue } from '@waystream/redis';
import { type RunnableVersion, standingOf } from './find-runnable.js';
import type { RunContext } from './run-audience.js';

type Planning = RunContext & { readonly queue: ScheduleQueue };

/**
 * Puts the next run that the schedule of a version has due. Every process that hears of the version does so; the job's
 * id makes it one job.
 */
export async function planRun(planning: Planning, sandbox: string, uid: string): Promise<void> {
  const { catalogues, queue, store, clock } = planning;
  const standing = await standingOf(catalogues, sandbox, uid);
  if (standing.kind === 'over') return;
  const dueMs = nextScheduledMs(scheduleOf(standing.version), await latestScheduledMs(store, uid), clock.now());
  if (dueMs === null) return;
  await queue.put(`begin-${uid}-${dueMs}`, { kind: 'begin', sandbox, version: uid, dueMs }, dueMs);
}

function scheduleOf({ run, record, document: { properties } }: RunnableVersion): ScheduledVersion {
  const { timezone, startDate } = properties;
  const liveSinceMs = fromRfc3339(record.publishedAt ?? record.modifiedAt) ?? 0;
  return { run, timezone, liveSinceMs, startsAt: startDate === null ? null : fromRfc3339(startDate) };
}

/** A run is due: it begins, and the one after it is planned. In a paused version it begins and waits for its resumption. */
export async function beginScheduled(
  planning: Planning,
  { sandbox, version, dueMs }: Extract<ScheduledJob, { kind: 'begin' }>,
): Promise<void> {
  const { catalogues } = planning;
  const standing = await standingOf(catalogues, sandbox, version);
  if (standing.kind === 'over') return;
  const id = scheduledRunId(version, dueMs);
  await beginRun(planning, { v: 1, kind: 'run', id, sandbox, version, at: dueMs, events: {} }, dueMs);
  await planRun(planning, sandbox, version);
}

/** Opens a run and puts it on. Repeating it changes nothing. `scheduledMs`: when a schedule had it due. */
export async function beginRun(planning: Planning, run: RunRequest, scheduledMs: number | null): Promise<void> {
  await openRun(planning.store, run, { dueMs: planning.clock.now(), scheduledMs });
  await putOn(planning, run);
}

/** Puts on what is open of a version, which may have been paused until now. */
export async function continueRuns(planning: Planning, versions: ReadonlySet<string>): Promise<void> {
  for (const run of await listRuns(planning.store)) {
    if (versions.has(`${run.sandbox}/${run.version}`)) await putOn(planning, run);
  }
}

/** The job is named after the latest resumption too: the one from before a pause may not have ended yet. */
async function putOn({ catalogues, queue, clock }: Planning, run: RunRequest): Promise<void> {
  const resumed = catalogues.of(run.sandbox).versions.get(run.version)?.resumed?.at ?? '';
  await queue.put(`run-${run.id}-${resumed}`, { kind: 'run', run: run.id }, clock.now());
}
