import { isJsonObject } from '@waystream/core';
import type { ActionDefinition, ActionRequest, PerformedInput } from '@waystream/journey';
import type { CallOutcome } from '@waystream/outbound';

/** How a call ended, in the words of `CallOutcome` or with a code of the dispatcher itself. */
export type PerformedResult = Omit<CallOutcome, 'code'> & { readonly code?: CallOutcome['code'] | DispatcherCode };

/** `unknownAction` no such action is configured · `internal` a fault of the dispatcher, recorded in its log. */
type DispatcherCode = 'unknownAction' | 'internal';

/**
 * What the evaluator learns of a performed action. Its id is that of the request, so that a call which was made again
 * after a crash moves the person once. The answer's body is kept only when the action says that steps may read it.
 */
export function performedInput(
  request: ActionRequest,
  action: ActionDefinition | undefined,
  { status, httpStatus, code, body, elapsedMs, attempts }: PerformedResult,
): PerformedInput {
  const isReadable = action?.responsePayload !== undefined || action?.errorPayload !== undefined;
  return {
    v: 1,
    id: request.id,
    person: request.person,
    type: 'performed',
    instance: request.instance,
    visit: request.visit,
    outcome: {
      status,
      ...(httpStatus !== undefined && { httpStatus }),
      ...(isReadable && isJsonObject(body) && { response: body }),
      ...(status === 'error' && { code: code ?? 'internal' }),
      elapsedMs,
      attempts,
    },
  };
}
