/**
 * The one catalogue of errors that leave a service: a stable code, the HTTP status it maps to and its title.
 * Every gateway turns an `AppError` into problem+json in one place.
 */
export const ERRORS = {
  malformed: { status: 400, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'Credentials are missing or unknown' },
  forbidden: { status: 403, title: 'The credentials lack a permission' },
  notFound: { status: 404, title: 'There is no such thing' },
  inUse: { status: 409, title: 'It is in use' },
  wrongState: { status: 409, title: 'Its state does not allow this' },
  nameTaken: { status: 409, title: 'The name is taken' },
  staleVersion: { status: 409, title: 'It has changed since it was read' },
  tooLarge: { status: 413, title: 'The request is too large' },
  unsupportedMediaType: { status: 415, title: 'The content type is not supported' },
  invalid: { status: 422, title: 'The content is not valid' },
  overloaded: { status: 429, title: 'Too much at once' },
  internal: { status: 500, title: 'Something went wrong inside' },
  unavailable: { status: 503, title: 'A dependency is not reachable' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** One flaw of a document: where it is (JSON pointer or field path), a stable code, and words that name the way out. */
export interface Flaw {
  path: string;
  code: string;
  message: string;
}

/**
 * An error whose text may be shown to the caller. `flaws` list what is wrong with the caller's document;
 * `retryAfterSeconds` becomes the `Retry-After` header; `cause` stays in the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly flaws: readonly Flaw[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { flaws?: readonly Flaw[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.flaws = more.flaws ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
