import { AppError } from '@waystream/core';

/** Lets a few long requests run at a time. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

const RETRY_AFTER_SECONDS = 5;

/** Beyond `most` at a time, work is refused with `overloaded` and not kept waiting: it holds on to its whole request. */
export function createGate(most: number): Gate {
  let running = 0;
  return async (work) => {
    if (running >= most) {
      const message = `${running} simulations are running, as many as this service runs at a time`;
      throw new AppError('overloaded', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}
