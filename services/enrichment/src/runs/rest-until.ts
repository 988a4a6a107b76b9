import type { Clock } from '@waystream/core';

/** Resolves at a time, or at once when the signal aborts. */
export async function restUntil(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || atMs <= clock.now()) return;
  await new Promise<void>((resolve) => {
    const cancel = clock.wakeAt(atMs, done);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
