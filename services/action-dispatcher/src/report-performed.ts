import type { ActionRequest, PerformedInput } from '@waystream/journey';
import type { Log, ServiceMetrics } from '@waystream/service';
import { type Performed, type PerformedResult, performedInput } from './performed-input.js';

/** Counts and logs how an action ended, once, and puts it into the words of the inbox. */
export type ReportPerformed = (
  request: ActionRequest,
  action: Performed | undefined,
  result: PerformedResult,
) => PerformedInput;

export function createReportPerformed(log: Log, metrics: ServiceMetrics<'action-dispatcher'>): ReportPerformed {
  return (request, action, result) => {
    const { status, httpStatus, code, elapsedMs, attempts } = result;
    const label = action?.name ?? 'unknown';
    metrics.calls.inc({ action: label, outcome: status });
    metrics.callSeconds.observe({ action: label }, elapsedMs / 1_000);
    if (attempts > 1) metrics.retries.inc({ action: label }, attempts - 1);
    if (log.isLevelEnabled('debug')) {
      const { id, journey, version, instance, visit, node } = request;
      const ids = { request: id, journey, version, instance, visit, node, action: request.action };
      log.debug({ ...ids, outcome: status, httpStatus, code, attempts, elapsedMs }, 'performed');
    }
    return performedInput(request, action, result);
  };
}
