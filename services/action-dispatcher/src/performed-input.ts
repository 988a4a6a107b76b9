import { isJsonObject } from '@waystream/core';
import type { ActionDefinition, ActionRequest, PerformedInput } from '@waystream/journey';
import type { CallOutcome } from '@waystream/outbound';
import type { RenderFlaw } from './email/render-email.js';
import type { SmtpCode } from './email/smtp-failure.js';

/** How a call ended, in the words of `CallOutcome` or with a code of the dispatcher itself. */
export type PerformedResult = Omit<CallOutcome, 'code'> & { readonly code?: CallOutcome['code'] | DispatcherCode };

/**
 * `unknownAction`, `unknownTemplate` no such thing is configured · `smtpNotConfigured` there is no mail server ·
 * `noSender`, `invalidRecipient` no mail can be made · `internal` a fault of the dispatcher, recorded in its log.
 */
type DispatcherCode = 'unknownAction' | 'unknownTemplate' | 'smtpNotConfigured' | 'internal' | RenderFlaw | SmtpCode;

/** What was performed: its name in figures, and whether steps may read the answer. */
export type Performed = Pick<ActionDefinition, 'name' | 'responsePayload' | 'errorPayload'>;

/**
 * What the evaluator learns of a performed action. Its id is that of the request, so that a call which was made again
 * after a crash moves the person once. The answer's body is kept only when the action says that steps may read it.
 */
export function performedInput(
  request: ActionRequest,
  action: Performed | undefined,
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
    ...(request.traceparent !== undefined && { traceparent: request.traceparent }),
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
