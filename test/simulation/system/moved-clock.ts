import type { Clock } from '@waystream/core';
import { createVirtualClock, STORY_START_MS } from '@waystream/testing';
import { rest } from './owners.js';

/** The clock of all servers, which may also be set back; whoever sleeps on it does not notice that. */
export interface MovedClock extends Clock {
  pass(ms: number): Promise<void>;
}

export function createMovedClock(): MovedClock {
  const virtual = createVirtualClock(STORY_START_MS);
  let setBackMs = 0;
  return {
    now: () => virtual.now() - setBackMs,
    wakeAt: (atMs, wake) => virtual.wakeAt(atMs + setBackMs, wake),
    async pass(ms) {
      if (ms < 0) setBackMs -= ms;
      else virtual.advance(ms);
      await rest();
    },
  };
}
