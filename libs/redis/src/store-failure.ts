import { AppError } from '@waystream/core';

/**
 * What a caller is told when Redis did not do as asked. A full memory is overload like a full inbox; all else (gone, loading,
 * failing over, silent for too long) passes. Either way nothing was answered with success, so asking again is safe.
 */
export function storeFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const more = { cause: error, retryAfterSeconds: 1 };
  if (isOutOfMemory(error)) return new AppError('overloaded', 'The store is full; try again later.', more);
  return new AppError('unavailable', 'The store is not reachable; try again.', more);
}

/** The result of work on the store; a failure of Redis becomes `unavailable` or `overloaded`. */
export async function storeAnswer<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    // What is stored cannot be read: a defect, and no reason to come again.
    if (error instanceof TypeError || error instanceof SyntaxError) throw error;
    throw storeFailure(error);
  }
}

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /^-?OOM\b/.test(error.message);
}
