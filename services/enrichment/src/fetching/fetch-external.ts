import { canonicalJson, type Json, parseDuration } from '@waystream/core';
import type { DataSourceDefinition, FieldGroup } from '@waystream/journey';
import type { CallOutcome, Outbound } from '@waystream/outbound';
import type { ServiceMetrics } from '@waystream/service';
import { dataSourceCall } from './data-source-call.js';
import { type FetchFailure, failureCode } from './failure-code.js';
import type { ResponseCache } from './response-cache.js';

interface ExternalWant {
  source: DataSourceDefinition;
  group: Extract<FieldGroup, { source: 'external' }>;
  params: Readonly<Record<string, Json>>;
  timeoutMs: number;
  traceparent: string | undefined;
}

/** The data of a field group or why there is none. `call` is the call that was made for it, if one was. */
export type Fetched = { elapsedMs: number; call?: CallOutcome } & (
  | { data: Json; isCached?: boolean }
  | { error: FetchFailure }
);

/** Fetches a field group from its data source, or takes it from the cache where the group allows that. */
export type FetchExternal = (wanted: ExternalWant) => Promise<Fetched>;

export function createFetchExternal(parts: {
  outbound: Outbound;
  cache: ResponseCache;
  metrics: ServiceMetrics<'enrichment'>;
}): FetchExternal {
  const { outbound, cache, metrics } = parts;
  const underWay = new Map<string, Promise<Fetched>>();
  const numberOf = createNumbering();

  async function fetch({ source, group, params, timeoutMs, traceparent }: ExternalWant): Promise<Fetched> {
    const request = dataSourceCall(source, group, params);
    const call = await outbound.call({
      ...request,
      timeoutMs,
      service: 'dataSource',
      ...(traceparent !== undefined && { traceparent }),
    });
    if (call.status === 'later') throw new TypeError('a call that may not be parked was parked');
    const { elapsedMs } = call;
    return call.status === 'ok' && call.body !== undefined
      ? { data: call.body, elapsedMs, call }
      : { error: failureCode(call), elapsedMs, call };
  }

  /** Only here is an equal request under way joined: the group's owner has said that its answers may be reused. */
  async function fetchReusable(wanted: ExternalWant, lifeMs: number): Promise<Fetched> {
    const { source, group, params, timeoutMs } = wanted;
    const key = `${numberOf(source)}.${numberOf(group)} ${canonicalJson({ ...params })}`;
    const data = cache.get(key);
    metrics.cache.inc({ result: data === undefined ? 'miss' : 'hit' });
    if (data !== undefined) return { data, isCached: true, elapsedMs: 0 };
    const flight = `${timeoutMs} ${key}`;
    const joined = underWay.get(flight);
    if (joined) return joined;
    const fetching = fetch(wanted).finally(() => underWay.delete(flight));
    underWay.set(flight, fetching);
    const fetched = await fetching;
    if ('data' in fetched) cache.set(key, fetched.data, lifeMs);
    return fetched;
  }

  return (wanted) => {
    const lifeMs = parseDuration(wanted.group.cacheDuration) ?? 0;
    return lifeMs > 0 ? fetchReusable(wanted, lifeMs) : fetch(wanted);
  };
}

/** A number for each definition: one that was changed is another object, so what was cached under it is never found. */
function createNumbering(): (definition: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (definition) => {
    const number = numbers.get(definition) ?? ++last;
    numbers.set(definition, number);
    return number;
  };
}
