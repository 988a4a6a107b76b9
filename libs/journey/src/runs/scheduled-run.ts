import { derivedId } from '@waystream/core';
import { nextRunMs } from '../activities/read-audience/schedule.js';
import type { JourneyRun } from '../compile/audience-run.js';

/** A version as its schedule sees it; times are epoch milliseconds. */
export interface ScheduledVersion {
  readonly run: JourneyRun;
  readonly timezone: string;
  /** When it went live. */
  readonly liveSinceMs: number;
  /** Its start date. */
  readonly startsAt: number | null;
}

/**
 * When the next run of a version is due, `null` if none is or if a business event begins the runs. `lastMs`: when the
 * latest was due, `null` before the first.
 */
export function nextScheduledMs(
  { run, timezone, liveSinceMs, startsAt }: ScheduledVersion,
  lastMs: number | null,
  nowMs: number,
): number | null {
  if (run.event !== null) return null;
  const notBeforeMs = Math.max(liveSinceMs, startsAt ?? liveSinceMs);
  return nextRunMs(run.schedule, { timezone, notBeforeMs, lastMs }, nowMs);
}

/** The run that was due at a time has the same id whoever begins it. */
export function scheduledRunId(version: string, dueMs: number): string {
  return derivedId(version, String(dueMs), 'run');
}
