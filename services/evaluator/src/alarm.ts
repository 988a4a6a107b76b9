import type { Clock } from '@waystream/core';

/**
 * Wakes partitions when their next timer is due. It sleeps until the earliest of them and never polls; whoever learns of
 * an earlier time says `look`.
 */
export interface Alarm {
  look(): void;
  stop(): void;
}

/** What the alarm looks at: a partition and when its next timer is due. */
interface Sleeper {
  readonly nextDueMs: number | null;
}

/** After a failed round the clock would ring at once again; it waits this long instead. */
const AFTER_FAILURE_MS = 250;

export function createAlarm<Partition extends Sleeper>(
  clock: Clock,
  partitions: () => Iterable<Partition>,
  wake: (partition: Partition) => Promise<void>,
): Alarm {
  const ringing = new Set<Partition>();
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

function earliestDue<Partition extends Sleeper>(
  partitions: Iterable<Partition>,
  except: ReadonlySet<Partition>,
): number | null {
  let earliest: number | null = null;
  for (const work of partitions) {
    if (work.nextDueMs === null || except.has(work)) continue;
    if (earliest === null || work.nextDueMs < earliest) earliest = work.nextDueMs;
  }
  return earliest;
}
