import { toRfc3339 } from '@waystream/core';
import { z } from 'zod';
import { uidOfVersionKey } from '../definition/version-key.js';
import { DISCARD_REASONS, type StepEvent } from '../engine/step-event.js';
import { readTopic } from '../engine/topic.js';
import { awaitedBy } from './awaited.js';
import { awaitedForm, valuesSeen } from './explanation-form.js';
import { type FindOutline, INSTANCE_STATUSES, type InstanceTrace, traceInstances } from './instance-trace.js';
import type { PersonRecords } from './person-records.js';
import type { VersionOutline } from './version-outline.js';

const instant = z.iso.datetime();

const journey = {
  journey: z.string().nullable().describe('uid of the journey; null when its version is deleted'),
  name: z.string().nullable(),
  version: z.int().nullable(),
  versionUid: z.string(),
};

const activity = { activity: z.string().nullable(), label: z.string().nullable() };

const loggedStep = z.object({
  at: instant,
  ...activity,
  status: z.string(),
  path: z.string().nullable(),
  code: z.string().nullable().describe('code of the error'),
  reason: z.string().nullable().describe('why something was dropped'),
  seen: valuesSeen.nullable(),
});

const personJourney = z.object({
  ...journey,
  instance: z.string(),
  supplementalId: z.string().nullable(),
  enteredAt: instant.nullable().describe('null when the entrance is not in the log any more'),
  endedAt: instant.nullable(),
  expiresAt: instant.nullable().describe('when the global timeout takes the person out'),
  status: z.enum(INSTANCE_STATUSES),
  currentActivities: z.array(z.object({ id: z.string(), label: z.string().nullable(), type: z.string() })),
  awaiting: z.array(awaitedForm),
  held: z
    .array(z.object({ kind: z.string(), name: z.string(), status: z.string().nullable(), at: instant }))
    .describe('what happened while the instance was busy, and is offered to what listens next'),
  keptWhilePaused: z.int().describe('how much has come since the version was paused'),
  lastError: z.object({ ...activity, code: z.string() }).nullable(),
  steps: z.array(loggedStep),
  conversions: z.array(z.object({ at: instant, treatment: z.string().nullable() })),
  convertibleUntil: instant.nullable().describe('until when reaching the goal still counts for this entrance'),
});

/** Where a person is, has been and was refused. */
export const personJourneysForm = z.object({
  items: z.array(personJourney).describe('the latest entrance first'),
  refusals: z.array(
    z.object({ at: instant, ...journey, reason: z.string(), message: z.string() }).describe('a refused entrance'),
  ),
  logSince: instant.nullable().describe('what happened before is not in the log any more; null: nothing is missing'),
});
export type PersonJourneys = z.infer<typeof personJourneysForm>;
type PersonJourney = z.infer<typeof personJourney>;

/** All of a person's passages and refusals that are known. `outline` finds a version by its uid. */
export function personJourneys(
  records: PersonRecords,
  outline: (versionUid: string) => VersionOutline | undefined,
): PersonJourneys {
  const find: FindOutline = (key) => outline(uidOfVersionKey(key));
  const traces = traceInstances(records, find);
  return {
    items: traces.map((trace) => itemOf(trace, records)).reverse(),
    refusals: records.steps.flatMap((step) => refusalOf(step, find)).reverse(),
    logSince: instantOf(records.logSince),
  };
}

function itemOf(trace: InstanceTrace, { state }: PersonRecords): PersonJourney {
  const { id, journeyUid, versionUid, version, running, steps } = trace;
  const awaiting = awaitedBy(trace);
  const watch = state.watches.find(({ instance }) => instance === id);
  const conversions = steps.filter(({ status }) => status === 'converted');
  return {
    journey: journeyUid,
    ...nameOf(version),
    versionUid,
    instance: id,
    supplementalId: running?.supplementalId ?? null,
    enteredAt: instantOf(trace.enteredAt),
    endedAt: instantOf(trace.endedAt),
    expiresAt: instantOf(running?.expiresAt ?? null),
    status: trace.status,
    currentActivities: [...new Set(awaiting.flatMap((one) => one.activity ?? []))].map((at) => activityOf(trace, at)),
    awaiting,
    held: (running?.held ?? []).map(({ topic, at }) => ({ ...readTopic(topic), at: toRfc3339(at) })),
    keptWhilePaused: running?.pause?.kept.length ?? 0,
    lastError: lastErrorOf(trace),
    steps: steps.filter(({ status }) => status !== 'converted').map((step) => stepOf(step, trace)),
    conversions: conversions.map(({ at, path }) => ({ at: toRfc3339(at), treatment: path })),
    convertibleUntil: instantOf(watch?.until ?? null),
  };
}

function nameOf(version: InstanceTrace['version']): Pick<PersonJourney, 'name' | 'version'> {
  return { name: version?.name ?? null, version: version?.record.version ?? null };
}

function labelOf({ version }: InstanceTrace, id: string | null): string | null {
  return id === null ? null : (version?.activities.get(id)?.label ?? null);
}

function activityOf(trace: InstanceTrace, id: string): PersonJourney['currentActivities'][number] {
  return { id, label: labelOf(trace, id), type: trace.version?.activities.get(id)?.type ?? '' };
}

function lastErrorOf(trace: InstanceTrace): PersonJourney['lastError'] {
  const failed = trace.running?.lastError;
  return failed ? { activity: failed.node, label: labelOf(trace, failed.node), code: failed.code } : null;
}

function stepOf(
  { at, node, status, path, code, reason, seen }: InstanceTrace['steps'][number],
  trace: InstanceTrace,
): PersonJourney['steps'][number] {
  return {
    at: toRfc3339(at),
    activity: node,
    label: labelOf(trace, node),
    status,
    path,
    code,
    reason,
    seen: seen ?? null,
  };
}

function refusalOf(step: StepEvent, find: FindOutline): PersonJourneys['refusals'] {
  const { at, journey: uid, version: key, instance, status, reason } = step;
  if (status !== 'discarded' || instance !== null || reason === null) return [];
  const message = DISCARD_REASONS[reason];
  return [{ at: toRfc3339(at), journey: uid, ...nameOf(find(key)), versionUid: uidOfVersionKey(key), reason, message }];
}

function instantOf(atMs: number | null): string | null {
  return atMs === null ? null : toRfc3339(atMs);
}
