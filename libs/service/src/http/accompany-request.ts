import type { NewId } from '@waystream/core';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from '../log.js';
import type { CommonMetrics } from '../metrics.js';
import type { Authenticator } from './authenticator.js';
import { type Exchange, type GatewayEnv, headerOf } from './exchange.js';
import { asAppError, problemResponse } from './problem.js';

/** Where a service is in its life. Only `ready` takes work; the operational routes answer throughout. */
export interface Phase {
  current: 'starting' | 'ready' | 'draining';
  /** Requests without an answer; a plain number, since a gauge would cost more than all else that is done for a request. */
  requestsUnderWay: number;
}

/**
 * The outermost layer of every request: gives it an id, counts it, keeps it out while the service is not ready, and writes its
 * canonical log line. Headers go straight to the node response, because building a `Headers` object for each request would
 * cost more than all the rest of this function.
 */
export function accompanyRequest(options: {
  authenticate: Authenticator;
  metrics: CommonMetrics;
  log: Log;
  phase: Phase;
  newId: NewId;
  operationalPaths: ReadonlySet<string>;
}): MiddlewareHandler<GatewayEnv> {
  const { authenticate, metrics, log, phase, operationalPaths } = options;
  const newRequestId = requestIds(options.newId);
  const observe = requestTimer(metrics);
  return async (c, next) => {
    const startedMs = performance.now();
    const requestId = acceptedRequestId(headerOf(c, 'x-request-id')) ?? newRequestId();
    const traceparent = acceptedTraceparent(headerOf(c, 'traceparent'));
    const { outgoing } = c.env;
    outgoing.setHeader('x-request-id', requestId);
    if (traceparent) outgoing.setHeader('traceparent', traceparent);
    c.set('exchange', { requestId, traceparent, authenticate, principal: undefined });
    if (phase.current !== 'ready' && !operationalPaths.has(c.req.path)) {
      outgoing.setHeader('Connection', 'close');
      return notReady(phase.current, requestId);
    }
    phase.requestsUnderWay++;
    await next();
    phase.requestsUnderWay--;
    if (isDraining(phase)) outgoing.setHeader('Connection', 'close');
    const seconds = (performance.now() - startedMs) / 1_000;
    observe(c.req.method, routeOf(c), c.res.status, seconds);
    writeLine(log, c, seconds);
    return undefined;
  };
}

/** The phase may have changed while the request was under way, which the compiler cannot know after the first look. */
function isDraining(phase: Phase): boolean {
  return phase.current === 'draining';
}

function notReady(phase: 'starting' | 'draining', requestId: string): Response {
  const detail = phase === 'starting' ? 'The service is starting.' : 'The service is shutting down.';
  const problem = { title: 'Not ready', status: 503, detail, code: 'unavailable', requestId };
  return problemResponse(problem, { 'Retry-After': '1' });
}

function acceptedRequestId(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.:/+=-]{1,128}$/.test(id) ? id : undefined;
}

/** Version 00 of the W3C form with a trace and a parent that are not all zeros. */
function acceptedTraceparent(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  return /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(header) ? header : undefined;
}

/** Ids that are unique by a random part of the process and a counter, which costs far less than randomness for each. */
function requestIds(newId: NewId): () => string {
  const process = newId();
  let count = 0;
  return () => `${process}-${(++count).toString(36)}`;
}

const OTHER_ROUTE = 'other';

function routeOf(c: Context<GatewayEnv>): string {
  const pattern = routePath(c, -1);
  return pattern === '/*' || pattern === '*' ? OTHER_ROUTE : pattern;
}

/** Looks the labelled histogram up once for each of the few combinations there are. */
function requestTimer({ httpRequestSeconds }: CommonMetrics) {
  const timers = new Map<string, { observe(seconds: number): void }>();
  return (method: string, route: string, status: number, seconds: number) => {
    const statusClass = `${Math.floor(status / 100)}xx`;
    const key = `${method} ${route} ${statusClass}`;
    let timer = timers.get(key);
    if (!timer) {
      timer = httpRequestSeconds.labels(knownMethod(method), route, statusClass);
      timers.set(key, timer);
    }
    timer.observe(seconds);
  };
}

function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}

function writeLine(log: Log, c: Context<GatewayEnv>, seconds: number): void {
  const { status } = c.res;
  const level = levelOf(status);
  if (!log.isLevelEnabled(level)) return;
  const { requestId, traceparent, principal }: Exchange = c.get('exchange');
  const line = {
    requestId,
    traceparent,
    method: c.req.method,
    route: routeOf(c),
    status,
    ms: Math.round(seconds * 1e5) / 100,
    principal: principal?.name,
    ...(c.error && faultFields(c.error, status)),
  };
  log[level](line, 'request');
}

/** A dependency that is away is told where it is noticed; the requests that suffer from it are not faults of their own. */
function levelOf(status: number): 'error' | 'warn' | 'info' | 'debug' {
  if (status === 503) return 'warn';
  if (status >= 500) return 'error';
  return status >= 400 ? 'info' : 'debug';
}

/** Why a request failed: the code always, and the error with its cause when the fault is ours. */
function faultFields(error: Error, status: number) {
  const { code, message } = asAppError(error);
  return levelOf(status) === 'error' ? { code, err: error } : { code, detail: message };
}
