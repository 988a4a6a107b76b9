import type { Clock } from '@waystream/core';

/** A clock that stands still until a test moves it; whoever sleeps until a time that is passed is woken in order. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  const nextBefore = (limitMs: number) => {
    let next: { atMs: number; wake: () => void } | undefined;
    for (const sleeper of sleepers) if (sleeper.atMs <= limitMs && (!next || sleeper.atMs < next.atMs)) next = sleeper;
    return next;
  };
  const wakeUntil = (limitMs: number) => {
    for (let next = nextBefore(limitMs); next; next = nextBefore(limitMs)) {
      sleepers.delete(next);
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
    nowMs = Math.max(nowMs, limitMs);
  };
  return {
    now: () => nowMs,
    wakeAt(atMs, wake) {
      const sleeper = { atMs, wake };
      sleepers.add(sleeper);
      // Like a real clock, never within the call itself.
      if (atMs <= nowMs) queueMicrotask(() => sleepers.has(sleeper) && wakeUntil(nowMs));
      return () => sleepers.delete(sleeper);
    },
    advance: (ms) => wakeUntil(nowMs + ms),
  };
}
