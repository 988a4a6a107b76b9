import type { Clock } from '@waystream/core';

/** The end of a call, over all its tries and waits. One timer serves them all, since a call waits for one thing at a time. */
export interface Deadline {
  readonly atMs: number;
  readonly expired: boolean;
  /** Replaces what happens when time is up; happens at once when it already is. */
  whenExpired(act: () => void): void;
  /** The result of work that cannot be cancelled, or `undefined` when time is up first. */
  orExpired<T>(work: Promise<T>): Promise<T | undefined>;
  /** Resolves at the given time, or when time is up. */
  waitUntil(atMs: number): Promise<void>;
  close(): void;
}

export function openDeadline(clock: Clock, atMs: number): Deadline {
  // A call that comes back from a queue may be too late already; a timer would only say so after the first try was sent.
  let expired = clock.now() >= atMs;
  let act = () => {};
  const cancel = expired
    ? () => {}
    : clock.wakeAt(atMs, () => {
        expired = true;
        act();
      });
  const whenExpired = (next: () => void) => {
    act = next;
    if (expired) next();
  };
  return {
    atMs,
    get expired() {
      return expired;
    },
    whenExpired,
    orExpired: (work) =>
      new Promise((resolve, reject) => {
        whenExpired(() => resolve(undefined));
        work.then(resolve, reject);
      }),
    waitUntil: (wakeMs) =>
      new Promise((resolve) => {
        const cancelWake = clock.wakeAt(wakeMs, resolve);
        whenExpired(() => {
          cancelWake();
          resolve();
        });
      }),
    close: () => {
      act = () => {};
      cancel();
    },
  };
}
