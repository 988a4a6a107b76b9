import { AppError } from '@waystream/core';
import type { JourneyVersion, VersionStatus } from '@waystream/journey';
import { nameOfVersion } from './find-version.js';

/**
 * What can be done to a version, and in which status. A version that was closed while it is paused keeps its people
 * until it is resumed, so `close` leaves it paused and `resume` makes it closed.
 */
export const LIFE = {
  change: { from: ['draft'], done: 'changed' },
  test: { from: ['draft', 'test'], done: 'tested' },
  publish: { from: ['draft', 'test'], done: 'published' },
  pause: { from: ['live', 'closed'], done: 'paused' },
  resume: { from: ['paused'], done: 'resumed' },
  close: { from: ['live', 'paused'], done: 'closed' },
  stop: { from: ['live', 'paused', 'closed'], done: 'stopped' },
  delete: { from: ['draft', 'stopped', 'finished'], done: 'deleted' },
} as const satisfies Record<string, { from: readonly VersionStatus[]; done: string }>;
export type LifeVerb = keyof typeof LIFE;

/** Verbs that published versions leave to the next one. */
const FOR_DRAFTS: readonly LifeVerb[] = ['change', 'test', 'publish'];

/** Throws `wrongState`, naming what can be done instead. */
export function requireStatus(version: JourneyVersion, verb: LifeVerb): void {
  const { from, done }: { from: readonly VersionStatus[]; done: string } = LIFE[verb];
  if (from.includes(version.status)) return;
  throw new AppError(
    'wrongState',
    `${nameOfVersion(version)} is ${version.status} and cannot be ${done}; ${wayOut(version, verb)}`,
  );
}

function wayOut({ status }: JourneyVersion, verb: LifeVerb): string {
  if (status === 'test') return 'switch its test off first';
  const next = FOR_DRAFTS.includes(verb) ? ', or begin a new version' : '';
  return `it can be ${doneTo(status).join(', ')}${next}`;
}

function doneTo(status: VersionStatus): string[] {
  return Object.values(LIFE).flatMap(({ from, done }: { from: readonly VersionStatus[]; done: string }) =>
    from.includes(status) ? [done] : [],
  );
}
