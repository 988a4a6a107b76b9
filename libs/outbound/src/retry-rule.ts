/** What a failed try tells about the next one. */
export interface Failure {
  /** `undefined` when there was no answer. */
  readonly httpStatus: number | undefined;
  /** From `Retry-After`. */
  readonly retryAfterMs: number | undefined;
}

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/** Whether a status may be different the next time. */
export function isRetryableStatus(httpStatus: number): boolean {
  return httpStatus === 429 || httpStatus >= 500;
}

/**
 * Epoch ms of the next try, or `undefined` when there is none: retries are used up, or it would begin at or after the deadline.
 * Waits double from try to try; half of each is chance (`random` in [0, 1)), so that calls which failed together do not return
 * together. A wait that the other side asks for is kept.
 */
export function nextTryAt(options: {
  failure: Failure;
  attempt: number;
  retries: number;
  nowMs: number;
  deadlineMs: number;
  random: () => number;
}): number | undefined {
  const { failure, attempt, retries, nowMs, deadlineMs, random } = options;
  if (attempt > retries) return undefined;
  const fullMs = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  const backoffMs = fullMs / 2 + (fullMs / 2) * random();
  const atMs = Math.ceil(nowMs + Math.max(backoffMs, failure.retryAfterMs ?? 0));
  return atMs < deadlineMs ? atMs : undefined;
}

/** Milliseconds of a `Retry-After` header: seconds or an HTTP date. `undefined` when absent or unreadable. */
export function readRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
