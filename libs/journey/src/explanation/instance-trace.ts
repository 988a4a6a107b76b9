import { uidOfVersionKey } from '../definition/version-key.js';
import type { Instance } from '../engine/person-state.js';
import type { StepEvent } from '../engine/step-event.js';
import { isTrailStatus, readTrail, type TrailStep } from '../engine/trail.js';
import type { PersonRecords } from './person-records.js';
import type { VersionOutline } from './version-outline.js';

/** `unknown`: it has ended, and how is not in the log any more. */
export const INSTANCE_STATUSES = [
  'running',
  'paused',
  'completed',
  'failed',
  'timedOut',
  'stopped',
  'unknown',
] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/** A step as far as it is known: one that is read from the trail lacks what only the log holds. */
export type TracedStep = Pick<StepEvent, 'at' | 'node' | 'status' | 'path' | 'code' | 'reason' | 'ending' | 'seen'>;

/** One passage of the person, put together from the state and the log. */
export interface InstanceTrace {
  readonly id: string;
  /** `null` when the version is deleted and the log says no more. */
  readonly journeyUid: string | null;
  readonly versionUid: string;
  readonly version: VersionOutline | undefined;
  /** `null` when the entrance is not in the log any more. */
  readonly enteredAt: number | null;
  readonly endedAt: number | null;
  readonly status: InstanceStatus;
  /** Closed visits and what concerned the whole instance, in order. */
  readonly steps: readonly TracedStep[];
  /** What the engine knows, while the instance is not over. */
  readonly running: Instance | null;
}

/** Finds a version by the key under which states and steps know it. */
export type FindOutline = (versionKey: string) => VersionOutline | undefined;

/** Every passage that is known of a person, in the order of the entrances; those whose entrance is lost come first. */
export function traceInstances({ state, steps }: PersonRecords, find: FindOutline): InstanceTrace[] {
  const logged = new Map<string, StepEvent[]>();
  for (const step of steps) {
    if (step.instance === null) continue;
    const known = logged.get(step.instance);
    if (known) known.push(step);
    else logged.set(step.instance, [step]);
  }
  const running = state.instances.map((instance) => {
    return traceRunning(instance, logged.get(instance.id) ?? [], find(instance.version));
  });
  for (const { id } of state.instances) logged.delete(id);
  const ended = [...logged].map(([id, own]) => traceEnded(id, own, find));
  return [...ended, ...running].sort((one, other) => (one.enteredAt ?? 0) - (other.enteredAt ?? 0));
}

function traceRunning(
  instance: Instance,
  logged: readonly StepEvent[],
  version: VersionOutline | undefined,
): InstanceTrace {
  return {
    id: instance.id,
    journeyUid: version?.record.journeyUid ?? logged[0]?.journey ?? null,
    versionUid: uidOfVersionKey(instance.version),
    version,
    enteredAt: instance.enteredAt,
    endedAt: null,
    status: statusOfRunning(instance, version),
    steps: stepsOfRunning(instance, logged, version),
    running: instance,
  };
}

/** Whatever moves the person of a stopped version takes them out first, so they count as out already. */
function statusOfRunning({ pause }: Instance, version: VersionOutline | undefined): InstanceStatus {
  const status = version?.record.status;
  if (status === 'stopped') return 'stopped';
  return pause !== null || status === 'paused' ? 'paused' : 'running';
}

/** The log tells more than the trail; what it has lost by now is lost from the front, and the trail stands in. */
function stepsOfRunning(
  instance: Instance,
  logged: readonly StepEvent[],
  version: VersionOutline | undefined,
): TracedStep[] {
  const kept = logged.filter(({ status }) => status !== 'waiting');
  if (!version || logged.some(({ entrance }) => entrance)) return kept;
  const trail = readTrail(version, instance);
  const inLog = kept.filter(({ node, status }) => node !== null && isTrailStatus(status)).length;
  const lost = trail.slice(0, Math.max(0, trail.length - inLog));
  return [...lost.map((step) => fromTrail(step, instance)), ...kept];
}

function fromTrail({ at, node, status, path }: TrailStep, { lastError }: Instance): TracedStep {
  const isFailure = status === 'error' || status === 'timedout' || status === 'capped';
  const code = isFailure && lastError?.node === node ? lastError.code : null;
  return { at, node, status, path, code, reason: null, ending: null };
}

function traceEnded(id: string, logged: readonly StepEvent[], find: FindOutline): InstanceTrace {
  const [first] = logged;
  const key = first?.version ?? '';
  const version = find(key);
  const last = logged.find(({ ending }) => ending !== null);
  return {
    id,
    journeyUid: first?.journey ?? null,
    versionUid: uidOfVersionKey(key),
    version,
    enteredAt: logged.find(({ entrance }) => entrance)?.at ?? null,
    endedAt: last?.at ?? null,
    status: last?.ending ?? statusWithoutEnd(version),
    steps: logged.filter(({ status }) => status !== 'waiting'),
    running: null,
  };
}

/** People of a version that is a draft again, or deleted, are dropped without a step. */
function statusWithoutEnd(version: VersionOutline | undefined): InstanceStatus {
  return version === undefined || version.record.status === 'draft' ? 'stopped' : 'unknown';
}
