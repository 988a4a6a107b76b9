import type { JsonObject } from '@waystream/core';
import type { AdmitRequest, ReserveRequest, UpdateRequest } from '../engine/effects.js';
import type { PerformedInput } from '../engine/input.js';
import { withProfileField } from '../engine/profile-field.js';

/** What Waystream serves by itself, as far as it is kept in memory. */
export interface ServedMemory {
  /** Attributes by person id. */
  readonly attributes: Pick<Map<string, JsonObject>, 'get' | 'set'>;
  /** Who has a place, by what the place is at. */
  readonly places: Map<string, Set<string>>;
}

/** Does what a request asks of the profile store or of the places at an activity, at once, and tells the instance. */
export function serveRequest(
  { attributes, places }: ServedMemory,
  request: UpdateRequest | ReserveRequest | AdmitRequest,
): PerformedInput {
  const { version, person, node } = request;
  switch (request.kind) {
    case 'update': {
      attributes.set(person, withProfileField(attributes.get(person) ?? {}, request.field, request.value));
      return served(request, {});
    }
    case 'reserve':
      return served(request, { granted: grant(places, `${version}/${node}`, request) });
    case 'admit': {
      if (attributes.get(person)?.testProfile !== true)
        return served(request, { granted: false, reason: 'notTestProfile' });
      const granted = grant(places, `${version}/test/${request.session}`, request);
      return served(request, granted ? { granted } : { granted, reason: 'testProfilesExceeded' });
    }
  }
}

/** Whoever has a place keeps it. */
function grant(
  places: ServedMemory['places'],
  place: string,
  { person, most }: Pick<ReserveRequest | AdmitRequest, 'person' | 'most'>,
): boolean {
  const holders = places.get(place) ?? new Set();
  places.set(place, holders);
  if (holders.size < most) holders.add(person);
  return holders.has(person);
}

function served(
  { id, person, instance, visit }: UpdateRequest | ReserveRequest | AdmitRequest,
  response: JsonObject,
): PerformedInput {
  const outcome = { status: 'ok', response, elapsedMs: 0, attempts: 1 } as const;
  return { v: 1, type: 'performed', id, person, instance, visit, outcome };
}
