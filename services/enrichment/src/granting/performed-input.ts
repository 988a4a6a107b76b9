import type { JsonObject } from '@waystream/core';
import type { DataRequest, PerformedInput } from '@waystream/journey';

/** The answer to a request that asked for something to be done, and was served. */
export function performedInput(request: DataRequest, response: JsonObject): PerformedInput {
  const { id, person, instance, visit, traceparent } = request;
  const outcome: PerformedInput['outcome'] = { status: 'ok', response, elapsedMs: 0, attempts: 1 };
  return { v: 1, id, person, type: 'performed', instance, visit, outcome, ...(traceparent && { traceparent }) };
}
