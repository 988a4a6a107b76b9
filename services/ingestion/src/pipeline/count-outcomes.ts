import type { ServiceMetrics } from '@waystream/service';
import type { Outcome } from './outcome.js';

/** The protocols whose events go through the pipeline: a label of metrics. */
export type Protocol = 'plain' | 'collection';

type Metrics = Pick<
  ServiceMetrics<'ingestion'>,
  'eventsAccepted' | 'eventsDuplicate' | 'eventsUnmatched' | 'eventsRejected'
>;

/** Counts what became of messages. The label sets are looked up once, since this runs for every event. */
export function createOutcomeCount(metrics: Metrics): (protocol: Protocol, outcomes: readonly Outcome[]) => void {
  const counters = { plain: countersOf(metrics, 'plain'), collection: countersOf(metrics, 'collection') };
  return (protocol, outcomes) => {
    const { accepted, duplicate, unmatched, rejected } = counters[protocol];
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused') rejected(outcome.refusal.reason);
      else if (outcome.kind === 'full') continue;
      else if (outcome.isDuplicate) duplicate.inc();
      else if (outcome.isUnmatched) unmatched.inc();
      else accepted.inc();
    }
  };
}

function countersOf(metrics: Metrics, protocol: Protocol) {
  return {
    accepted: metrics.eventsAccepted.labels(protocol),
    duplicate: metrics.eventsDuplicate.labels(protocol),
    unmatched: metrics.eventsUnmatched.labels(protocol),
    rejected: (reason: string) => metrics.eventsRejected.inc({ reason, protocol }),
  };
}
