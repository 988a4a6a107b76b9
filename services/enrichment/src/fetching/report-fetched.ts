import type { FetchAnswer, FetchRequest } from '@waystream/journey';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { Fetched } from './fetch-external.js';

/** Measures and logs how a field group was fetched, and puts it into the words of the inbox. */
export type ReportFetched = (
  request: FetchRequest,
  wanted: FetchRequest['groups'][number],
  fetched: Fetched,
) => FetchAnswer;

export function createReportFetched(log: Log, metrics: ServiceMetrics<'enrichment'>): ReportFetched {
  return (request, wanted, fetched) => {
    const outcome = outcomeOf(fetched);
    const { call, elapsedMs } = fetched;
    metrics.fetchSeconds.observe({ source: wanted.source, outcome }, elapsedMs / 1_000);
    if (log.isLevelEnabled('debug')) {
      const { id, journey, version, instance, visit, node } = request;
      const ids = { request: id, journey, version, instance, visit, node, source: wanted.source, group: wanted.group };
      const { httpStatus, code, attempts } = call ?? {};
      log.debug({ ...ids, outcome, httpStatus, code, attempts, elapsedMs }, 'fetched');
    }
    return 'data' in fetched ? { ...wanted, data: fetched.data } : { ...wanted, error: fetched.error };
  };
}

type Outcome = 'ok' | 'http' | 'timeout' | 'error' | 'capping' | 'cached';

function outcomeOf(fetched: Fetched): Outcome {
  const { call } = fetched;
  if ('data' in fetched) return fetched.isCached ? 'cached' : 'ok';
  return call === undefined || call.status === 'ok' ? 'error' : call.status;
}
