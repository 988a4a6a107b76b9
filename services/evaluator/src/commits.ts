import { setTimeout as pause } from 'node:timers/promises';
import { commitRound, isConnectionError, mayPass, type OwnedPartition, type Round, type Store } from '@waystream/redis';
import type { Log } from '@waystream/service';

/** The commits of one owner of a partition, one after the other. */
export interface Commits {
  /** Throws `Fenced` or `Rewound`, or what Redis says: then it has refused the round, or nobody knows. */
  commit(round: Round): Promise<{ nextDueMs: number | null; isRepeated: boolean }>;
}

export interface CommitsParts {
  store: Store;
  log: Log;
  /** Passes the time before a commit is asked for again, shorter when the signal aborts; real time unless told otherwise. */
  rest?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** The partition has another owner now, or is to be acquired anew; what was decided here is void. */
export class Fenced extends Error {}

/** A failover has lost commits on which the decision was built. */
class Rewound extends Error {}

/** Would a round fail again and again, because of what is in it? */
export function isRefused(error: unknown): boolean {
  return !(error instanceof Fenced || error instanceof Rewound || mayPass(error));
}

/** Before a commit without a reply is asked for again under the same name, milliseconds. */
const RESTS_MS = [20, 80];

export function createCommits(
  { store, log, rest = restByTimer }: CommitsParts,
  { partition, epoch, lost }: OwnedPartition,
): Commits {
  let rounds = 0;
  /** The batch that the next decision builds on; none before the first. */
  let lastBatch: string | null = null;

  const tryToCommit = async (batch: string, round: Round) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await commitRound(store, { partition, epoch }, batch, round, lastBatch);
      } catch (error) {
        const restMs = RESTS_MS[attempt];
        // What Redis has refused it would refuse again, and may have begun.
        if (restMs === undefined || lost.aborted || !isConnectionError(error)) throw error;
        log.warn({ err: error, partition }, 'A commit has no reply; asking again');
        await rest(restMs, lost);
        if (lost.aborted) throw error;
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

async function restByTimer(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
