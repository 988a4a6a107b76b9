import type { CompiledVersion } from '../compile/compiled-version.js';
import type { Instance } from './person-state.js';
import type { StepEvent } from './step-event.js';

/**
 * The closed visits of a running instance, a few bytes each, so that "where has this person been?" is answered from the
 * state alone, however long ago it was. A visit is `<activity number><status letter><path, unless it is next>:<seconds
 * since the entrance>`, without the seconds where there are none; visits are joined by commas and numbers are in base 36. The number of an activity is its place
 * in the document, which never changes once a version is published.
 */
export interface TrailStep {
  node: string;
  status: TrailStatus;
  path: string | null;
  /** Epoch milliseconds, to the second. */
  at: number;
}

const LETTERS = { transitions: '.', ended: '!', error: '?', timedout: '@', capped: '#' } as const;
export type TrailStatus = keyof typeof LETTERS;

const USUAL_PATH = 'next';
const NO_PATH = '-';

/** The trail with one more step, or as it was when the step closes no visit. */
export function extendTrail(version: CompiledVersion, instance: Instance, step: StepEvent): string {
  const { node, status, path, at } = step;
  const number = node === null ? -1 : version.nodeIds.indexOf(node);
  if (number < 0 || !isTrailStatus(status)) return instance.trail;
  const seconds = Math.max(0, Math.floor((at - instance.enteredAt) / 1_000));
  const way = path === USUAL_PATH ? '' : (path ?? NO_PATH);
  const time = seconds === 0 ? '' : `:${seconds.toString(36)}`;
  const visit = `${number.toString(36)}${LETTERS[status]}${way}${time}`;
  return instance.trail === '' ? visit : `${instance.trail},${visit}`;
}

const VISIT = /^([0-9a-z]+)([.!?@#])([^:]*)(?::([0-9a-z]+))?$/;

/** Reads the trail back; a part that this release does not understand is left out. */
export function readTrail(
  version: Pick<CompiledVersion, 'nodeIds'>,
  { trail, enteredAt }: Pick<Instance, 'trail' | 'enteredAt'>,
): TrailStep[] {
  return trail.split(',').flatMap((visit) => {
    const [, number = '', letter, way = '', seconds = '0'] = VISIT.exec(visit) ?? [];
    const node = version.nodeIds[Number.parseInt(number, 36)];
    const status = statusOf(letter);
    if (node === undefined || status === undefined) return [];
    const path = way === NO_PATH ? null : way || USUAL_PATH;
    return [{ node, status, path, at: enteredAt + Number.parseInt(seconds, 36) * 1_000 }];
  });
}

/** Does a step with this status close a visit? */
export function isTrailStatus(status: string): status is TrailStatus {
  return status in LETTERS;
}

function statusOf(letter: string | undefined): TrailStatus | undefined {
  for (const [status, one] of Object.entries(LETTERS)) if (one === letter && isTrailStatus(status)) return status;
  return undefined;
}
