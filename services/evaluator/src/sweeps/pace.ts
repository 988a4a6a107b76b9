import type { Clock } from '@waystream/core';

/** Lets so many through in a second and lets the rest wait, spread over the second. */
export interface Pace {
  /** Resolves to how many of `wanted` may go now, at least one; to 0 when the signal aborts first. */
  next(wanted: number): Promise<number>;
}

/** This much of a second's number may go at once. */
const BURST_SECONDS = 0.1;

export function createPace(clock: Clock, perSecond: number, signal: AbortSignal): Pace {
  const most = Math.max(1, perSecond * BURST_SECONDS);
  let ready = most;
  let countedMs = clock.now();
  const count = () => {
    const nowMs = clock.now();
    ready = Math.min(most, ready + (Math.max(0, nowMs - countedMs) * perSecond) / 1_000);
    countedMs = nowMs;
  };
  return {
    async next(wanted) {
      for (count(); ready < 1; count()) {
        // The bucket fills a little after the reckoned moment when times are rounded, hence the millisecond.
        await untilTime(clock, clock.now() + Math.ceil(((1 - ready) * 1_000) / perSecond) + 1, signal);
        if (signal.aborted) return 0;
      }
      const going = Math.min(wanted, Math.floor(ready));
      ready -= going;
      return going;
    },
  };
}

/** Resolves at the time, or when the signal aborts. */
export function untilTime(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.wakeAt(atMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
