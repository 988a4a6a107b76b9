import { commitRound, type OwnedPartition, type Round, type Store } from '@waystream/redis';
import type { Log } from '@waystream/service';

/** The commits of one owner of a partition, one after the other. */
export interface Commits {
  /** Throws `Fenced` or `Rewound`, or what Redis says, when nobody knows whether the round was committed. */
  commit(round: Round): Promise<{ nextDueMs: number | null; isRepeated: boolean }>;
}

/** The partition has another owner now, or is to be acquired anew; what was decided here is void. */
export class Fenced extends Error {}

/** A failover has lost commits on which the decision was built. */
class Rewound extends Error {}

/** A commit without a reply is asked for this often under the same name. */
const TRIES = 3;

export function createCommits(store: Store, log: Log, { partition, epoch, lost }: OwnedPartition): Commits {
  let rounds = 0;
  /** The batch that the next decision builds on; none before the first. */
  let lastBatch: string | null = null;

  const tryToCommit = async (batch: string, round: Round) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await commitRound(store, { partition, epoch }, batch, round, lastBatch);
      } catch (error) {
        if (attempt === TRIES || lost.aborted) throw error;
        log.warn({ err: error, partition }, 'A commit has no reply; asking again');
      }
    }
  };

  return {
    async commit(round) {
      rounds += 1;
      const batch = `${epoch}.${rounds}`;
      const result = await tryToCommit(batch, round);
      if (result.status === 'fenced') throw new Fenced(`partition ${partition} has another owner`);
      if (result.status === 'rewound') throw new Rewound(`Redis has forgotten commits of partition ${partition}`);
      lastBatch = batch;
      return { nextDueMs: result.nextDueMs, isRepeated: result.status === 'repeated' };
    },
  };
}
