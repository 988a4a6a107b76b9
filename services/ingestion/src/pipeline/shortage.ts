import type { MemoryUse, PipeLag } from '@waystream/redis';
import { createLatch, type Latch } from './latch.js';

/** What there is too little room for: memory of Redis, calls that nobody answers, steps that nobody counts. */
export type Shortage = 'memory' | 'calls' | 'reports';

export interface ShortageLimits {
  /** Per cent of the memory limit of Redis. */
  readonly maxMemoryPercent: number;
  /** Calls of one partition that have no answer. */
  readonly maxCalls: number;
  /** Entries of the step log of one partition that are not counted. */
  readonly maxUncountedSteps: number;
}

/** Says of each partition what it lacks. The fullest memory counts for all of them: people of others meet on that server, too. */
export type ShortageJudge = (memory: readonly MemoryUse[], lags: readonly PipeLag[]) => (Shortage | null)[];

export function createShortageJudge({ maxMemoryPercent, maxCalls, maxUncountedSteps }: ShortageLimits): ShortageJudge {
  const isMemoryFull = createLatch(maxMemoryPercent / 100);
  const latches = new Map<number, Record<'calls' | 'steps', Latch>>();
  const latchesOf = (partition: number) => {
    const known = latches.get(partition) ?? { calls: createLatch(maxCalls), steps: createLatch(maxUncountedSteps) };
    latches.set(partition, known);
    return known;
  };
  return (memory, lags) => {
    const isFull = isMemoryFull(fullestRatio(memory));
    return lags.map(({ calls, uncountedSteps }, partition) => {
      const latch = latchesOf(partition);
      const [areCallsLate, areReportsLate] = [latch.calls(calls), latch.steps(uncountedSteps)];
      if (isFull) return 'memory';
      if (areCallsLate) return 'calls';
      return areReportsLate ? 'reports' : null;
    });
  };
}

/** How full the fullest server is, as a part of its limit; 0 when none has a limit. */
export function fullestRatio(memory: readonly MemoryUse[]): number {
  return Math.max(0, ...memory.map(({ usedBytes, limitBytes }) => (limitBytes === null ? 0 : usedBytes / limitBytes)));
}
