import { type Clock, toRfc3339 } from '@waystream/core';
import { type PerformedInput, type UpdateRequest, withProfileField } from '@waystream/journey';
import { type Judge, type Store, updateProfile } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';
import { performedInput } from '../granting/performed-input.js';

/** Gives one field of a person's profile the value that a journey has for it; `null` removes it. */
export type UpdateField = (request: UpdateRequest) => Promise<PerformedInput>;

export function createUpdateField(parts: {
  store: Store;
  clock: Clock;
  metrics: ServiceMetrics<'enrichment'>;
  judge: Judge;
}): UpdateField {
  const { store, clock, metrics, judge } = parts;
  return async (request) => {
    await updateProfile(
      store,
      request.person,
      (stored) => ({
        ...stored,
        attributes: withProfileField(stored?.attributes ?? {}, request.field, request.value),
        modifiedAt: toRfc3339(clock.now()),
      }),
      judge,
    );
    metrics.profileWrites.inc({ origin: 'journey' });
    return performedInput(request, {});
  };
}
