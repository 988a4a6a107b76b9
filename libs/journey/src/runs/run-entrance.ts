import { derivedId } from '@waystream/core';
import type { RunRequest } from '../engine/effects.js';
import type { EnterInput } from '../engine/input.js';

/** What a run is to those whom it brings. */
export type BringingRun = Pick<RunRequest, 'id' | 'version' | 'events' | 'traceparent'>;

/** What reaches a member of the audience; the same input however often the run is repeated. */
export function runEntrance({ id, version, events, traceparent }: BringingRun, person: string): EnterInput {
  const trace = traceparent === undefined ? {} : { traceparent };
  return { v: 1, type: 'enter', id: derivedId(id, person), person, version, events, ...trace };
}
