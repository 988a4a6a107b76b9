import { type Clock, type Json, type JsonObject, mergeJson, toRfc3339 } from '@waystream/core';
import type { PerformedInput, UpdateRequest } from '@waystream/journey';
import { type Store, updateProfile } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';
import { performedInput } from '../granting/performed-input.js';

/** Gives one field of a person's profile the value that a journey has for it; `null` removes it. */
export type UpdateField = (request: UpdateRequest) => Promise<PerformedInput>;

export function createUpdateField(parts: {
  store: Store;
  clock: Clock;
  metrics: ServiceMetrics<'enrichment'>;
}): UpdateField {
  const { store, clock, metrics } = parts;
  return async (request) => {
    const change = nested(request.field.split('.'), request.value);
    await updateProfile(store, request.person, (stored) => ({
      ...stored,
      attributes: mergeJson(stored?.attributes ?? {}, change),
      modifiedAt: toRfc3339(clock.now()),
    }));
    metrics.profileWrites.inc({ origin: 'journey' });
    return performedInput(request, {});
  };
}

function nested([field, ...rest]: string[], value: Json): JsonObject {
  if (field === undefined) return {};
  return { [field]: rest.length === 0 ? value : nested(rest, value) };
}
