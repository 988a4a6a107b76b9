import type { Json } from '@waystream/core';
import type { Authentication } from '@waystream/journey';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call of a third party, tries included. */
export interface CallRequest {
  readonly method: Method;
  /** Absolute; a query it has is kept. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Appended to the query of the URL. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: Json;
  readonly authentication?: Authentication;
  /** The same for all tries, sent as `Idempotency-Key`. */
  readonly idempotencyKey?: string;
  readonly traceparent?: string;
  /** For the first try and all others together, from `continued.startedMs` on if that is given. */
  readonly timeoutMs: number;
  /** Tries after the first; 3 unless told. */
  readonly retries?: number;
  /** Larger answers are not read; 1 MiB unless told. */
  readonly maxResponseBytes?: number;
  /** Which of an endpoint's limits the call counts against. */
  readonly service?: 'action' | 'dataSource';
  /** Whether a long wait for the next try may be handed back as `later`. */
  readonly mayPark?: boolean;
  /** Goes on with a call that came back as `later`. */
  readonly continued?: Continuation;
}

export interface Continuation {
  /** Number of the next try, counted from 1. */
  readonly attempt: number;
  /** Epoch ms of the beginning of the first try. */
  readonly startedMs: number;
}

/**
 * Why a call has no proper answer.
 * `egressDenied` the policy forbids the target · `invalidRequest` no request can be made of it · `overloaded` too many calls to this
 * origin are under way · `unknownHost`, `unreachable`, `connectionLost`, `certificate`, `notHttp` on the way · `tokenRefused` the
 * token endpoint gave no token · `notJson`, `responseTooLarge` there is an answer, but its body is left out.
 */
export type CallCode =
  | 'egressDenied'
  | 'invalidRequest'
  | 'overloaded'
  | 'unknownHost'
  | 'unreachable'
  | 'connectionLost'
  | 'certificate'
  | 'notHttp'
  | 'tokenRefused'
  | 'notJson'
  | 'responseTooLarge';

/**
 * How a call ended. `ok` 2xx; `http` any other status (redirects are not followed); `timeout` no answer in time; `error` no answer
 * at all; `capping` a limit of the endpoint refused a try. `body` is the JSON of the last answer, if it was JSON.
 */
export interface CallOutcome {
  readonly status: 'ok' | 'http' | 'timeout' | 'error' | 'capping';
  readonly httpStatus?: number;
  readonly body?: Json;
  readonly code?: CallCode;
  readonly elapsedMs: number;
  /** Tries that were made, those before a continuation included. */
  readonly attempts: number;
}

/** The next try is due at `retryAtMs` (epoch): call again then, with these values as `continued`. */
export interface CallLater extends Continuation {
  readonly status: 'later';
  readonly retryAtMs: number;
}

export type CallResult = CallOutcome | CallLater;
