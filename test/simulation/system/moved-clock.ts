import type { Clock } from '@waystream/core';
import { createVirtualClock, STORY_START_MS } from '@waystream/testing';
import { rest } from './owners.js';

/** The clock of all services, which may also be set back; whoever sleeps on it does not notice that. */
export interface MovedClock extends Clock {
  pass(ms: number): Promise<void>;
  /** The clock of Redis, which nobody sets back. */
  serverNow(): number;
  /** A failover takes its time, in which services can do nothing; they do not notice here. */
  passFailover(): void;
}

const FAILOVER_MS = 1_000;

export function createMovedClock(): MovedClock {
  const virtual = createVirtualClock(STORY_START_MS);
  let setBackMs = 0;
  let failoverMs = 0;
  return {
    now: () => virtual.now() - setBackMs,
    serverNow: () => virtual.now() + failoverMs,
    wakeAt: (atMs, wake) => virtual.wakeAt(atMs + setBackMs, wake),
    async pass(ms) {
      if (ms < 0) setBackMs -= ms;
      else virtual.advance(ms);
      await rest();
    },
    passFailover() {
      failoverMs += FAILOVER_MS;
    },
  };
}
