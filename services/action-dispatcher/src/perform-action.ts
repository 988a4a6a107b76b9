import type { Clock } from '@waystream/core';
import type { ActionDefinition, ActionRequest, PerformedInput } from '@waystream/journey';
import type { CallLater, CallResult, Continuation, Outbound } from '@waystream/outbound';
import type { Catalogues } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { Bulkheads } from './bulkheads.js';
import { findInCatalogue } from './find-in-catalogue.js';
import type { PerformedResult } from './performed-input.js';
import { type RenderedRequest, renderRequest } from './render-request.js';
import { createReportPerformed } from './report-performed.js';

/**
 * Makes the call that a journey asks for, tries included, and tells how it ended: with the input for the evaluator, with
 * a next try that is too far away to wait for, or with `null` when it was not begun because nobody wants it any more.
 */
export type PerformAction = (
  request: ActionRequest,
  more?: { continued?: Continuation; isWanted?: () => boolean },
) => Promise<PerformedInput | CallLater | null>;

export interface PerformActionParts {
  catalogues: Catalogues;
  outbound: Outbound;
  bulkheads: Bulkheads;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics<'action-dispatcher'>;
}

export function createPerformAction(parts: PerformActionParts): PerformAction {
  const { catalogues, bulkheads, log, metrics } = parts;
  const report = createReportPerformed(log, metrics);
  return async (request, { continued, isWanted = () => true } = {}) => {
    const action = await findInCatalogue(catalogues, request.person, ({ actions }) => actions.get(request.action));
    if (!action) return report(request, action, notCalled('unknownAction'));
    try {
      const rendered = renderRequest(action, request.parameters);
      if (!rendered) return report(request, action, notCalled('invalidRequest'));
      const result = await bulkheads.run(new URL(rendered.url).origin, async () =>
        isWanted() ? callOut(parts, { request, action, rendered, continued }) : null,
      );
      return result === null || result.status === 'later' ? result : report(request, action, result);
    } catch (error) {
      log.error({ err: error, request: request.id, action: action.name }, 'An action could not be performed');
      return report(request, action, notCalled('internal'));
    }
  };
}

async function callOut(
  { outbound, clock, metrics }: PerformActionParts,
  {
    request,
    action,
    rendered,
    continued,
  }: {
    request: ActionRequest;
    action: ActionDefinition;
    rendered: RenderedRequest;
    continued: Continuation | undefined;
  },
): Promise<CallResult> {
  if (!continued) metrics.queueDelaySeconds.observe(Math.max(0, clock.now() - request.at) / 1_000);
  metrics.inFlight.inc();
  try {
    return await outbound.call({
      ...rendered,
      authentication: action.authentication,
      idempotencyKey: request.id,
      ...(request.traceparent !== undefined && { traceparent: request.traceparent }),
      timeoutMs: request.timeoutMs,
      service: 'action',
      mayPark: true,
      ...(continued && { continued }),
    });
  } finally {
    metrics.inFlight.dec();
  }
}

function notCalled(code: NonNullable<PerformedResult['code']>): PerformedResult {
  return { status: 'error', code, elapsedMs: 0, attempts: 0 };
}
