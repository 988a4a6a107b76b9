import type { Clock } from '@waystream/core';
import type { PartitionWork } from './partition-work.js';

/**
 * Wakes partitions when their next timer is due. It sleeps until the earliest of them and never polls; whoever learns of
 * an earlier time says `look`.
 */
export interface Alarm {
  look(): void;
  stop(): void;
}

/** After a failed round the clock would ring at once again; it waits this long instead. */
const AFTER_FAILURE_MS = 250;

export function createAlarm(
  clock: Clock,
  partitions: () => Iterable<PartitionWork>,
  wake: (work: PartitionWork) => Promise<void>,
): Alarm {
  const ringing = new Set<PartitionWork>();
  let setForMs: number | null = null;
  let cancel: () => void = () => undefined;
  let isStopped = false;

  const look = () => {
    if (isStopped) return;
    const earliest = earliestDue(partitions(), ringing);
    if (earliest === setForMs) return;
    cancel();
    setForMs = earliest;
    if (earliest !== null) cancel = clock.wakeAt(earliest, ring);
  };

  const ring = () => {
    setForMs = null;
    const nowMs = clock.now();
    for (const work of partitions()) {
      if (work.nextDueMs === null || work.nextDueMs > nowMs || ringing.has(work)) continue;
      ringing.add(work);
      const rest = () => {
        ringing.delete(work);
        look();
      };
      wake(work).then(rest, () => setTimeout(rest, AFTER_FAILURE_MS).unref());
    }
    look();
  };

  return {
    look,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

function earliestDue(partitions: Iterable<PartitionWork>, except: ReadonlySet<PartitionWork>): number | null {
  let earliest: number | null = null;
  for (const work of partitions) {
    if (work.nextDueMs === null || except.has(work)) continue;
    if (earliest === null || work.nextDueMs < earliest) earliest = work.nextDueMs;
  }
  return earliest;
}
