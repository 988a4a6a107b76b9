import type { Clock, JsonObject } from '@waystream/core';
import type { AdmitRequest, PerformedInput, ReserveRequest } from '@waystream/journey';
import { enterTest, reserve, type Store } from '@waystream/redis';
import { performedInput } from './performed-input.js';

/** Answers whether the person has a place: at a capped activity, or in a test. `profile` is theirs. */
export type Grant = (request: ReserveRequest | AdmitRequest, profile: JsonObject) => Promise<PerformedInput>;

export function createGrant(store: Store, clock: Clock): Grant {
  return async (request, profile) => {
    const { version, person, most } = request;
    if (request.kind === 'reserve') {
      const granted = await reserve(store, `${version}/${request.node}`, person, most);
      return performedInput(request, { granted });
    }
    if (profile.testProfile !== true) return performedInput(request, { granted: false, reason: 'notTestProfile' });
    const granted = await enterTest(store, request.session, person, { most, nowMs: clock.now() });
    return performedInput(request, granted ? { granted } : { granted, reason: 'testProfilesExceeded' });
  };
}
