import type { JsonObject } from '@waystream/core';
import type { DataRequest, PerformedInput } from '@waystream/journey';

/** The answer to a request that asked for something to be done; `response` is `null` when it could not be. */
export function performedInput(request: DataRequest, response: JsonObject | null): PerformedInput {
  const { id, person, instance, visit, traceparent } = request;
  const result: Omit<PerformedInput['outcome'], 'elapsedMs' | 'attempts'> =
    response === null ? { status: 'error', code: 'internal' } : { status: 'ok', response };
  const outcome = { ...result, elapsedMs: 0, attempts: 1 };
  return { v: 1, id, person, type: 'performed', instance, visit, outcome, ...(traceparent && { traceparent }) };
}
