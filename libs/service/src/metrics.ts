import type { ServiceName } from '@waystream/core';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The catalogue of everything that services measure. One function a service registers that service's metrics and no others,
 * so an absent series means a broken service and not an unused one. Labels come from closed sets: never a person, an instance,
 * a URL or the text of an error.
 */
export type ServiceMetrics<N extends ServiceName = ServiceName> = CommonMetrics & MetricsOf[N];

export type CommonMetrics = ReturnType<typeof commonMetrics>;

export interface MetricsOf {
  authoring: ReturnType<typeof authoringMetrics>;
  ingestion: ReturnType<typeof ingestionMetrics>;
  evaluator: ReturnType<typeof evaluatorMetrics>;
  enrichment: ReturnType<typeof enrichmentMetrics>;
  'action-dispatcher': ReturnType<typeof dispatcherMetrics>;
  reporting: ReturnType<typeof reportingMetrics>;
}

const CATALOGUE: { [N in ServiceName]: (registry: Registry) => MetricsOf[N] } = {
  authoring: authoringMetrics,
  ingestion: ingestionMetrics,
  evaluator: evaluatorMetrics,
  enrichment: enrichmentMetrics,
  'action-dispatcher': dispatcherMetrics,
  reporting: reportingMetrics,
};

/** The metrics of one service on a registry of their own, each line labelled with the service. */
export function createMetrics<N extends ServiceName>(service: N): ServiceMetrics<N> {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  // The delay of the event loop is sampled by a timer; its ten milliseconds would be most of what an idle service costs.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1_000 });
  return { ...commonMetrics(registry), ...CATALOGUE[service](registry) };
}

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WAITING_SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 60, 300, 1_800, 21_600];
const LATENESS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 2, 10, 60];
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

function commonMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    registry,
    /** `route` is the pattern of a route, `status` a class such as `2xx`. */
    httpRequestSeconds: histogram(
      'waystream_http_request_duration_seconds',
      'Time from the first byte of a request to its answer',
      REQUEST_SECONDS,
      ['method', 'route', 'status'],
    ),
    httpRequestsInFlight: gauge('waystream_http_requests_in_flight', 'Requests that have no answer yet'),
    configInfo: gauge('waystream_config_info', 'Fingerprint of the configuration in use; always 1', ['hash']),
    deadLetters: counter('waystream_dead_letters_total', 'Messages put aside because they could not be handled', [
      'reason',
    ]),
  };
}

function authoringMetrics(registry: Registry) {
  const { counter } = on(registry);
  return {
    /** `verb`: create, update, delete, publish, close, stop, pause, resume, import, deploy, undeploy. */
    changes: counter('waystream_authoring_changes_total', 'Changes of the catalogue', ['resource', 'verb']),
  };
}

function ingestionMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    /** `protocol`: collection, cloudevents, plain, segment, websdk, nats. `outcome`: accepted, rejected, refused. */
    requestSeconds: histogram(
      'waystream_ingestion_request_duration_seconds',
      'Time until a producer has its answer, the store included',
      REQUEST_SECONDS,
      ['protocol', 'outcome'],
    ),
    eventsAccepted: counter('waystream_ingestion_events_accepted_total', 'Events stored for the evaluator', [
      'protocol',
    ]),
    eventsRejected: counter('waystream_ingestion_events_rejected_total', 'Events refused for what they contain', [
      'reason',
      'protocol',
    ]),
    eventsDuplicate: counter('waystream_ingestion_events_duplicate_total', 'Events that had been accepted before', [
      'protocol',
    ]),
    eventsUnmatched: counter(
      'waystream_ingestion_events_unmatched_total',
      'Valid events that match no event definition',
      ['protocol'],
    ),
    /** `cause`: backlog, calls, reports, memory. */
    refusals: counter('waystream_ingestion_backpressure_refusals_total', 'Requests answered 429', ['cause']),
    backpressureActive: gauge(
      'waystream_ingestion_backpressure_active',
      '1 while events of the partition are refused',
      ['partition'],
    ),
    redisMemoryRatio: gauge(
      'waystream_ingestion_redis_memory_ratio',
      'Memory of Redis in use as a part of its limit, of the fullest master; 0 without a limit',
    ),
  };
}

function evaluatorMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    /** `type`: event, fetched, performed, timer, jump, audience, control. */
    inputs: counter('waystream_evaluator_inputs_total', 'Inputs decided and committed', ['type']),
    inputsRepeated: counter('waystream_evaluator_inputs_repeated_total', 'Inputs that had been committed before'),
    commitSeconds: histogram(
      'waystream_evaluator_commit_duration_seconds',
      'Time of one commit, the round trip included',
      LATENESS_SECONDS,
    ),
    batchSize: histogram('waystream_evaluator_batch_inputs', 'Inputs decided in one commit', BATCH_SIZES),
    processingDelaySeconds: histogram(
      'waystream_evaluator_processing_delay_seconds',
      'Time from the acceptance of an input to its commit',
      WAITING_SECONDS,
    ),
    fencedCommits: counter(
      'waystream_evaluator_fenced_commits_total',
      'Commits refused because the partition has a new owner',
    ),
    timerLatenessSeconds: histogram(
      'waystream_evaluator_timer_lateness_seconds',
      'Time from the due time of a timer to its input',
      LATENESS_SECONDS,
    ),
    timersOverdue: gauge('waystream_evaluator_timers_overdue', 'Timers that are due and have not fired', ['partition']),
    people: gauge('waystream_evaluator_people', 'People of whom something is remembered', ['partition']),
    timersPending: gauge('waystream_evaluator_timers_pending', 'Timers that are armed', ['partition']),
    oldestInputSeconds: gauge(
      'waystream_evaluator_oldest_input_age_seconds',
      'Age of the oldest input that is not committed',
      ['partition'],
    ),
    backlog: gauge('waystream_evaluator_backlog_inputs', 'Inputs that are not committed', ['partition']),
    definitionsRead: counter('waystream_evaluator_definitions_read_total', 'Definitions taken in, when they change'),
    partitionsOwned: gauge('waystream_evaluator_partitions_owned', 'Partitions that this process decides for'),
    /** `cause`: busy, paused. */
    kept: counter('waystream_evaluator_kept_total', 'Happenings kept for an instance until it can move', ['cause']),
    /** `status`: the statuses of step events. */
    steps: counter('waystream_evaluator_steps_total', 'Steps taken by people', ['status']),
    discards: counter('waystream_evaluator_discards_total', 'Entrances refused', ['reason']),
  };
}

function enrichmentMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    /** `source`: name of the data source. `outcome`: ok, http, timeout, error, capping, cached. */
    fetchSeconds: histogram(
      'waystream_enrichment_fetch_duration_seconds',
      'Time of one fetch of a field group',
      CALL_SECONDS,
      ['source', 'outcome'],
    ),
    fetchesInFlight: gauge('waystream_enrichment_fetches_in_flight', 'Fetches under way'),
    /** `result`: hit, miss. */
    cache: counter('waystream_enrichment_cache_total', 'Look-ups of cached answers', ['result']),
    profileWrites: counter('waystream_enrichment_profile_writes_total', 'Profiles written', ['origin']),
    profilesPassedOver: counter(
      'waystream_enrichment_profiles_passed_over_total',
      'Profiles that work on an audience left alone because they cannot be read',
    ),
    qualifications: counter('waystream_enrichment_qualifications_total', 'Changes of audience membership', ['change']),
    runMembers: counter('waystream_enrichment_run_members_total', 'Members that runs over audiences have brought in'),
    oldestFetchSeconds: gauge('waystream_enrichment_oldest_fetch_age_seconds', 'Age of the oldest fetch not begun', [
      'partition',
    ]),
  };
}

function dispatcherMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    /** `action`: name of the action. `outcome`: ok, http, timeout, error, capping. */
    calls: counter('waystream_dispatcher_calls_total', 'Actions performed, each counted once', ['action', 'outcome']),
    callSeconds: histogram(
      'waystream_dispatcher_call_duration_seconds',
      'Time of one action, retries included',
      CALL_SECONDS,
      ['action'],
    ),
    retries: counter('waystream_dispatcher_retries_total', 'Tries after the first', ['action']),
    queueDelaySeconds: histogram(
      'waystream_dispatcher_queue_delay_seconds',
      'Time from the commit of an action to its first try',
      WAITING_SECONDS,
    ),
    /** `kind`: opened, clicked, unsubscribed. */
    reactions: counter('waystream_dispatcher_reactions_total', 'Reactions of recipients to mail', ['kind']),
    /** `queue`: fast, email, throttled, retry. */
    waiting: gauge('waystream_dispatcher_waiting_actions', 'Actions that wait for their call', ['queue']),
    inFlight: gauge('waystream_dispatcher_calls_in_flight', 'Calls under way'),
    oldestActionSeconds: gauge('waystream_dispatcher_oldest_action_age_seconds', 'Age of the oldest action not begun', [
      'partition',
    ]),
  };
}

function reportingMetrics(registry: Registry) {
  const { counter, gauge, histogram } = on(registry);
  return {
    stepEvents: counter('waystream_reporting_step_events_total', 'Step events counted and stored', ['status']),
    lagSeconds: gauge('waystream_reporting_lag_seconds', 'Age of the oldest step event that is not counted', [
      'partition',
    ]),
    /** Step events minus what the reports show; anything but 0 is a fault. */
    drift: gauge('waystream_reporting_drift_steps', 'Difference between step events and figures'),
    querySeconds: histogram('waystream_reporting_query_duration_seconds', 'Time of one SQL query', CALL_SECONDS, [
      'outcome',
    ]),
    exportedBytes: counter('waystream_reporting_exported_bytes_total', 'Bytes written to datasets'),
  };
}

/** Short forms that bind new metrics to a registry. */
function on(registry: Registry) {
  const registers = [registry];
  return {
    counter: <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
      new Counter<L>({ name, help, labelNames, registers }),
    gauge: <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
      new Gauge<L>({ name, help, labelNames, registers }),
    histogram: <L extends string = never>(name: string, help: string, buckets: number[], labelNames: L[] = []) =>
      new Histogram<L>({ name, help, buckets, labelNames, registers }),
  };
}
