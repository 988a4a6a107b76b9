import { AppError, ERRORS, type ErrorCode, type Flaw } from '@waystream/core';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';

/** The body of every refusal (RFC 9457). `code` is stable; `errors` point into the caller's document or request. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly Flaw[];
}

/** The one place where an error of any kind becomes an answer. An unforeseen one gives nothing away. */
export function problemOf(error: unknown, requestId: string): Response {
  const known = asAppError(error);
  const { status, title } = ERRORS[known.code];
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="waystream"';
  if (status === 429 || status === 503) headers['Retry-After'] = String(known.retryAfterSeconds ?? 1);
  // The rest of an oversized body is not worth reading, so the connection cannot be used again.
  if (status === 413) headers.Connection = 'close';
  const problem = {
    title,
    status,
    detail: known.message,
    code: known.code,
    requestId,
    ...(known.flaws.length > 0 && { errors: known.flaws }),
  };
  return problemResponse(problem, headers);
}

export function problemResponse(problem: Omit<Problem, 'type'>, headers: Record<string, string> = {}): Response {
  const body: Problem = { type: `urn:waystream:problem:${problem.code}`, ...problem };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return invalidContent(error);
  if (error instanceof HTTPException) return new AppError(codeOfStatus(error.status), error.message, { cause: error });
  return new AppError('internal', 'The fault is recorded under this request id.', { cause: error });
}

/**
 * A failed schema as flaws of the request. `part` is where the value came from: paths into a body are JSON pointers (`/nodes/0/id`),
 * others begin with the part (`query/limit`).
 */
export function invalidContent(
  error: z.ZodError,
  part: 'json' | 'form' | 'query' | 'param' | 'header' | 'cookie' = 'json',
) {
  const prefix = part === 'json' || part === 'form' ? '' : part;
  const flaws = error.issues.map(({ path, code, message }) => ({ path: prefix + pointer(path), code, message }));
  const count = flaws.length === 1 ? 'One value is' : `${flaws.length} values are`;
  return new AppError('invalid', `${count} not as described.`, { flaws });
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 400:
      return 'malformed';
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 413:
      return 'tooLarge';
    case 415:
      return 'unsupportedMediaType';
    case 429:
      return 'overloaded';
    case 503:
      return 'unavailable';
    default:
      return status < 500 ? 'malformed' : 'internal';
  }
}
