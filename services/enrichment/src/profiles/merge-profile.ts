import { type Clock, type JsonObject, mergeJson, toRfc3339 } from '@waystream/core';
import { personId } from '@waystream/journey';
import { type Judge, type Profile, type Store, storeAnswer, updateProfile } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';
import { documentToTravelling } from '@waystream/xdm';
import { type PersonAddress, type PersonProfile, toPersonProfile } from './person-profile.js';

export interface ProfileContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: ServiceMetrics<'enrichment'>;
  readonly judge: Judge;
}

/**
 * Merges attributes into a person's profile, which begins to exist with its first ones, and returns the whole. Fields may
 * come in either spelling of XDM. Throws `invalid` for attributes that are nested too deep or spelled twice.
 */
export async function mergeProfile(
  { store, clock, metrics, judge }: ProfileContext,
  address: PersonAddress,
  change: JsonObject,
): Promise<PersonProfile> {
  const { sandbox, namespace, id } = address;
  const travelling = documentToTravelling(change);
  const merge = (stored: Profile | null): Profile => ({
    ...stored,
    attributes: mergeJson(stored?.attributes ?? {}, travelling),
    modifiedAt: toRfc3339(clock.now()),
  });
  const profile = await storeAnswer(updateProfile(store, personId({ sandbox, namespace, key: id }), merge, judge));
  metrics.profileWrites.inc({ origin: 'api' });
  return toPersonProfile(address, profile);
}
