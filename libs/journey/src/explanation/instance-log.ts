import { type JsonObject, toRfc3339 } from '@waystream/core';
import { z } from 'zod';
import { activityOf } from '../activities/registry.js';
import { jsonObject } from '../definition/json-value.js';
import type { Person } from '../engine/person.js';
import { awaitedBy, awaitedInWords } from './awaited.js';
import { valuesSeen } from './explanation-form.js';
import { type InstanceTrace, traceInstances } from './instance-trace.js';
import type { PersonRecords } from './person-records.js';
import { tellTrace } from './story-entry.js';
import type { VersionOutline } from './version-outline.js';

const instant = z.iso.datetime();
const activity = { activity: z.string().nullable(), label: z.string().nullable() };
const failure = z.object({ at: instant, ...activity, code: z.string() });

/** What a person who tries a version out is shown of one passage through it. */
const instanceLogForm = z.object({
  instance: z.string(),
  person: z.object({ namespace: z.string(), id: z.string().describe('the key in its namespace') }),
  supplementalId: z.string().nullable(),
  enteredAt: instant.nullable().describe('null when the entrance is not in the log any more'),
  endedAt: instant.nullable(),
  phase: z.enum(['running', 'finished', 'error', 'timedOut']),
  current: z
    .array(z.object({ id: z.string(), label: z.string().nullable(), type: z.string() }))
    .describe('the activities where the person is, or the one where the journey ended for them'),
  info: z.string().describe('what is awaited, or what happened last'),
  fetchErrors: z.array(failure).describe('at activities that call nobody'),
  actionErrors: z.array(failure),
  enriched: z.array(z.object({ at: instant, ...activity, values: valuesSeen })),
  events: z
    .record(z.string(), jsonObject)
    .nullable()
    .describe('the latest payload of each event, as far as the version reads it; null when the instance has ended'),
  responses: z
    .record(z.string(), jsonObject)
    .nullable()
    .describe('the latest response of each action, as far as the version reads it; null when the instance has ended'),
  transitions: z.array(
    z.object({
      at: instant,
      ...activity,
      status: z.string(),
      path: z.string().nullable(),
      event: z.string().nullable().describe('the event that the activity is about'),
    }),
  ),
});
export type InstanceLog = z.infer<typeof instanceLogForm>;

/** A page of what became of everybody in a test. */
export const versionLogForm = z.object({
  items: z.array(instanceLogForm).describe('the latest entrance first'),
  nextCursor: z.string().nullable(),
  logSince: instant
    .nullable()
    .describe('what happened before, in this test, is not in the log any more; null: nothing is missing'),
});
export type VersionLog = z.infer<typeof versionLogForm>;

/** A person's passages through one version, or one session of its test, as `versionKey` names it; in order. */
export function instanceLogs(
  person: Pick<Person, 'namespace' | 'key'>,
  { state, steps, logSince }: PersonRecords,
  { outline, versionKey }: { outline: VersionOutline; versionKey: string },
): InstanceLog[] {
  const isOwn = ({ version }: { version: string }) => version === versionKey;
  const own = { state: { ...state, instances: state.instances.filter(isOwn) }, steps: steps.filter(isOwn), logSince };
  return traceInstances(own, () => outline).map((trace) => logOf(person, trace, outline));
}

function logOf(
  { namespace, key }: Pick<Person, 'namespace' | 'key'>,
  trace: InstanceTrace,
  outline: VersionOutline,
): InstanceLog {
  const { running, steps, enteredAt, endedAt } = trace;
  const failures = steps.filter(isFailure);
  return {
    instance: trace.id,
    person: { namespace, id: key },
    supplementalId: running?.supplementalId ?? null,
    enteredAt: enteredAt === null ? null : toRfc3339(enteredAt),
    endedAt: endedAt === null ? null : toRfc3339(endedAt),
    phase: phaseOf(trace),
    current: placesOf(trace).map((id) => {
      const node = outline.activities.get(id);
      return { id, label: node?.label ?? null, type: node?.type ?? '' };
    }),
    info: running ? awaitedInWords(awaitedBy(trace), outline) : (tellTrace(trace).at(-1)?.message ?? ''),
    fetchErrors: failures.filter((step) => !isCall(outline, step)).map((step) => failureOf(outline, step)),
    actionErrors: failures.filter((step) => isCall(outline, step)).map((step) => failureOf(outline, step)),
    enriched: steps.flatMap((step) => (step.seen ? [{ ...placeOf(outline, step), values: step.seen }] : [])),
    events: running && copyOf(running.events),
    responses: running && copyOf(running.actions),
    transitions: steps.map((step) => {
      const { status, path } = step;
      return { ...placeOf(outline, step), status, path, event: eventOf(outline, step) };
    }),
  };
}

type Step = InstanceTrace['steps'][number];

function isFailure({ status, code }: Step): boolean {
  return status === 'error' || status === 'capped' || (status === 'timedout' && code !== null);
}

/** A passage that an error ended has timed out when that is what the activity did. */
function phaseOf({ status, steps }: InstanceTrace): InstanceLog['phase'] {
  switch (status) {
    case 'running':
    case 'paused':
      return 'running';
    case 'failed':
      return steps.at(-1)?.status === 'timedout' ? 'timedOut' : 'error';
    case 'timedOut':
      return 'timedOut';
    case 'completed':
    case 'stopped':
    case 'unknown':
      return 'finished';
  }
}

function placesOf(trace: InstanceTrace): string[] {
  if (trace.running) return [...new Set(awaitedBy(trace).flatMap((one) => one.activity ?? []))];
  const last = trace.steps.findLast(({ node }) => node !== null)?.node;
  return last ? [last] : [];
}

function isCall({ activities }: VersionOutline, { node: id }: Step): boolean {
  const node = activities.get(id ?? '');
  return node !== undefined && activityOf(node).sendsMessage === true;
}

function eventOf({ activities }: VersionOutline, { node: id }: Step): string | null {
  const node = activities.get(id ?? '');
  return (node && activityOf(node).event?.(node)) ?? null;
}

function placeOf({ activities }: VersionOutline, { at, node }: Step) {
  return { at: toRfc3339(at), activity: node, label: activities.get(node ?? '')?.label ?? null };
}

function failureOf(outline: VersionOutline, step: Step): InstanceLog['actionErrors'][number] {
  return { ...placeOf(outline, step), code: step.code ?? 'unknown' };
}

function copyOf(documents: Readonly<Record<string, JsonObject>>): Record<string, JsonObject> {
  return { ...documents };
}
