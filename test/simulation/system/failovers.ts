import type { Memory } from '../redis/memory.js';
import { goBackTo, type Snapshot, snapshotOf } from '../redis/snapshot.js';

/** What a replica may be behind by: the writes of the server, and what others know of them. */
export interface Failovers {
  beforeWrite(): void;
  /** A commit was carried out. */
  committed(): void;
  /** The server forgets its latest writes. Tells how many commits it remembers. */
  forget(writes: number): number;
  readonly count: number;
}

/** No replica is further behind. */
const MOST_WRITES = 12;

interface Moment {
  readonly snapshot: Snapshot;
  readonly commits: number;
  readonly accepted: ReadonlySet<string>;
}

/** `accepted`: what producers were told is stored; it is as if they had never been told what is forgotten. */
export function createFailovers(
  memory: Memory,
  { accepted, isExpected }: { accepted: Set<string>; isExpected: boolean },
): Failovers {
  const moments: Moment[] = [];
  let commits = 0;
  let count = 0;
  return {
    beforeWrite() {
      if (!isExpected) return;
      moments.push({ snapshot: snapshotOf(memory), commits, accepted: new Set(accepted) });
      if (moments.length > MOST_WRITES) moments.shift();
    },
    committed() {
      commits += 1;
    },
    forget(writes) {
      count += 1;
      const [moment] = moments.splice(Math.max(0, moments.length - writes));
      if (!moment) return commits;
      goBackTo(memory, moment.snapshot);
      commits = moment.commits;
      accepted.clear();
      for (const id of moment.accepted) accepted.add(id);
      return commits;
    },
    get count() {
      return count;
    },
  };
}
