import { type Clock, type Json, parseJson } from '@waystream/core';
import { type Injection, injectFixed, injectToken } from './authentication.js';
import type { CallCode, CallOutcome, CallRequest, CallResult } from './call.js';
import { type Deadline, openDeadline } from './deadline.js';
import { type Message, plainMessage, withInjection } from './message.js';
import { type Failure, isRetryableStatus, nextTryAt, readRetryAfter } from './retry-rule.js';
import type { Send } from './send.js';
import type { TokenSource } from './token-source.js';

/** Leave to make one try. `release` gives back what the try occupied while it lasted. */
export interface Slot {
  release(): void;
}

/** Asks an endpoint's limits for one try; `undefined` refuses it. */
export type TakeSlot = (wanted: {
  url: string;
  method: string;
  service: 'action' | 'dataSource';
}) => Slot | undefined | Promise<Slot | undefined>;

export interface CallTools {
  readonly send: Send;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly takeSlot: TakeSlot | undefined;
  readonly parkAfterMs: number;
}

const DEFAULT_RETRIES = 3;
const DEFAULT_RESPONSE_BYTES = 1024 * 1024;

/** What a try came to, without the times that only the call knows. `failure` is set when another try may do better. */
interface Tried {
  readonly outcome: Omit<CallOutcome, 'elapsedMs' | 'attempts'>;
  readonly failure?: Failure;
}

/**
 * Tries until there is an answer worth keeping, no retry is left, or time is up. All tries fit inside the timeout; a try that
 * outlasts it is cancelled.
 */
export async function performCall(tools: CallTools, request: CallRequest): Promise<CallResult> {
  const { clock, random, parkAfterMs } = tools;
  const startedMs = request.continued?.startedMs ?? clock.now();
  const first = request.continued?.attempt ?? 1;
  const url = readUrl(request.url);
  if (!url) return { status: 'error', code: 'invalidRequest', elapsedMs: 0, attempts: first - 1 };

  const deadline = openDeadline(clock, startedMs + request.timeoutMs);
  const plain = plainMessage(request, url);
  try {
    for (let attempt = first; ; attempt++) {
      const { outcome, failure } = await tryOnce(tools, { request, url, plain, deadline });
      const nowMs = clock.now();
      const retries = request.retries ?? DEFAULT_RETRIES;
      const retryAtMs = failure && nextTryAt({ failure, attempt, retries, nowMs, deadlineMs: deadline.atMs, random });
      if (retryAtMs === undefined)
        return { ...outcome, elapsedMs: nowMs - startedMs, attempts: triesMade(outcome, attempt) };
      if (request.mayPark && retryAtMs - nowMs > parkAfterMs) {
        return { status: 'later', retryAtMs, attempt: attempt + 1, startedMs };
      }
      await deadline.waitUntil(retryAtMs);
    }
  } finally {
    deadline.close();
  }
}

/** Credentials have their own place; inside a URL they would end up in logs. */
function readUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A refused slot means that the last try was never made. */
function triesMade({ status }: Pick<CallOutcome, 'status'>, attempt: number): number {
  return status === 'capping' ? attempt - 1 : attempt;
}

interface Try {
  readonly request: CallRequest;
  readonly url: URL;
  readonly plain: Message;
  readonly deadline: Deadline;
}

const TIMED_OUT: Tried = { outcome: { status: 'timeout' } };
const CAPPED: Tried = { outcome: { status: 'capping' } };

async function tryOnce(tools: CallTools, given: Try, tokenWasRefreshed = false): Promise<Tried> {
  const { request, url, plain, deadline } = given;
  if (deadline.expired) return TIMED_OUT;
  const slot = tools.takeSlot ? await takeSlot(tools.takeSlot, request, deadline) : FREE_SLOT;
  if (slot === 'expired') return TIMED_OUT;
  if (!slot) return CAPPED;
  try {
    const credentials = await credentialsFor(tools, given);
    if ('outcome' in credentials) return credentials;
    const message = withInjection(plain, credentials.injection);
    const maxBytes = request.maxResponseBytes ?? DEFAULT_RESPONSE_BYTES;
    const sent = await tools.send(url, message, deadline, maxBytes);
    if (sent.kind === 'expired') return TIMED_OUT;
    if (sent.kind === 'refused') return failed(sent.code, sent.mayRecover);
    const staleToken = sent.httpStatus === 401 && !tokenWasRefreshed ? credentials.cachedToken : undefined;
    if (staleToken === undefined || request.authentication?.type !== 'custom') {
      return answered(sent.httpStatus, sent.bytes, readRetryAfter(sent.headers['retry-after'], tools.clock.now()));
    }
    tools.tokens.forget(request.authentication, staleToken);
  } finally {
    slot.release();
  }
  return tryOnce(tools, given, true);
}

const FREE_SLOT: Slot = { release: () => {} };

async function takeSlot(
  take: TakeSlot,
  request: CallRequest,
  deadline: Deadline,
): Promise<Slot | 'expired' | undefined> {
  const { url, method, service = 'action' } = request;
  const taken = take({ url, method, service });
  if (!(taken instanceof Promise)) return taken;
  const inTime = await deadline.orExpired(taken.then((slot) => ({ slot })));
  if (inTime) return inTime.slot;
  void taken.then((slot) => slot?.release());
  return 'expired';
}

async function credentialsFor(
  { tokens }: CallTools,
  { request: { authentication }, deadline }: Try,
): Promise<Tried | { injection: Injection; cachedToken: string | undefined }> {
  if (authentication === undefined) return NO_CREDENTIALS;
  if (authentication.type !== 'custom') return { injection: injectFixed(authentication), cachedToken: undefined };
  const taken = await tokens.take(authentication, deadline);
  if (!taken) return TIMED_OUT;
  if (taken.kind === 'failed') return failed(taken.code, taken.mayRecover);
  const cachedToken = taken.cached ? taken.token : undefined;
  return { injection: injectToken(authentication, taken.token), cachedToken };
}

const NO_CREDENTIALS = { injection: {}, cachedToken: undefined };

function failed(code: CallCode, mayRecover: boolean): Tried {
  const outcome = { status: 'error', code } as const;
  return mayRecover ? { outcome, failure: { httpStatus: undefined, retryAfterMs: undefined } } : { outcome };
}

function answered(httpStatus: number, bytes: Buffer | undefined, retryAfterMs: number | undefined): Tried {
  const status = httpStatus >= 200 && httpStatus < 300 ? 'ok' : 'http';
  const outcome = { status, httpStatus, ...readBody(bytes) } as const;
  return isRetryableStatus(httpStatus) ? { outcome, failure: { httpStatus, retryAfterMs } } : { outcome };
}

function readBody(bytes: Buffer | undefined): { body?: Json; code?: CallCode } {
  if (!bytes) return { code: 'responseTooLarge' };
  if (bytes.length === 0) return {};
  try {
    return { body: parseJson(bytes.toString('utf8')) };
  } catch {
    return { code: 'notJson' };
  }
}
