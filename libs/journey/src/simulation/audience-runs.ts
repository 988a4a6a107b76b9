import type { CompiledVersion } from '../compile/compiled-version.js';
import type { BusinessInput } from '../engine/input.js';
import { NOBODY_KNOWN } from '../engine/person-state.js';
import { react } from '../engine/react.js';
import { portionSize, restAfterMs } from '../runs/portion.js';
import { type BringingRun, runEntrance } from '../runs/run-entrance.js';
import { nextScheduledMs, scheduledRunId } from '../runs/scheduled-run.js';
import type { Course } from './course.js';
import { decide } from './decide.js';

type Runnable = CompiledVersion & { readonly run: NonNullable<CompiledVersion['run']> };

/** Puts the first run of every schedule on the agenda; each run puts the next one there. */
export function scheduleRuns(course: Course): void {
  for (const version of course.versions.chosen) if (isRunnable(version)) scheduleNext(course, version, null);
}

/** What a business event begins, or the reason why it does not. It is about nobody, so nobody's way tells of it. */
export function beginRuns(course: Course, input: BusinessInput): void {
  course.decisions += 1;
  const { effects } = react(course.versions, NOBODY_KNOWN, input, course.now);
  for (const step of effects.steps) course.ledger.took(null, step);
  for (const run of effects.runs) {
    const version = course.versions.find(run.version);
    if (version && isRunnable(version)) bringNext(course, version, run, '');
  }
}

function isRunnable(version: CompiledVersion): version is Runnable {
  return version.run !== null;
}

function scheduleNext(course: Course, version: Runnable, lastMs: number | null): void {
  const dueMs = nextScheduledMs({ ...version, liveSinceMs: course.from }, lastMs, course.now);
  if (dueMs === null || isOver(version, dueMs)) return;
  course.agenda.add(Math.max(dueMs, course.now), () => {
    bringNext(course, version, { id: scheduledRunId(version.uid, dueMs), version: version.uid, events: {} }, '');
    scheduleNext(course, version, dueMs);
  });
}

/** One portion of the members, in the order of their ids; who joins meanwhile is brought if their place is still to come. */
function bringNext(course: Course, version: Runnable, run: BringingRun, after: string): void {
  const { audience, ratePerSecond } = version.run;
  course.decisions += 1;
  if (isOver(version, course.now)) return;
  const most = portionSize(ratePerSecond);
  const members = course.profiles.membersAfter(audience, after, most);
  for (const person of members) decide(course, course.ledger.person(person), runEntrance(run, person));
  const last = members.at(-1);
  if (last === undefined || members.length < most) return;
  const nextMs = course.now + Math.ceil(restAfterMs(members.length, ratePerSecond));
  course.agenda.add(nextMs, () => bringNext(course, version, run, last));
}

/** A version closes with its end date and takes nobody in any more. */
function isOver({ endsAt }: CompiledVersion, atMs: number): boolean {
  return endsAt !== null && atMs >= endsAt;
}
