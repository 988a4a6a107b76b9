import type { Clock } from '@waystream/core';
import { isConnectionError, measureLags, measureMemory, type Store } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { EASED } from './latch.js';
import { lookRepeatedly } from './look-repeatedly.js';
import { createShortageJudge, fullestRatio, type Shortage, type ShortageLimits } from './shortage.js';
import { tellShortages } from './tell-shortages.js';

/**
 * Sees what an inbox cannot tell: all that follows from an event needs room as well. Whoever is inside can only go on while
 * the memory has some left, so events are refused before it is full.
 */
export interface ShortageWatch {
  /** What keeps events of these people out at present, and the partitions that it concerns. */
  concerning(people: readonly { readonly person: string }[]): { shortage: Shortage; partitions: number[] } | null;
  stop(): void;
}

interface WatchContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<ServiceMetrics<'ingestion'>, 'redisMemoryRatio'>;
}

/** Resolves after the first look. One that fails leaves what is known as it was: whoever writes hears from Redis itself. */
export async function watchShortages(
  { store, clock, log, metrics }: WatchContext,
  limits: ShortageLimits,
): Promise<ShortageWatch> {
  const judge = createShortageJudge(limits);
  const tell = tellShortages(log);
  let found: (Shortage | null)[] = [];
  let isShort = false;
  const looks = await lookRepeatedly(clock, async () => {
    try {
      const looked = [measureMemory(store), measureLags(store, limits.maxUncountedSteps * EASED)] as const;
      const [memory, lags] = await Promise.all(looked);
      found = judge(memory, lags);
      isShort = found.some((shortage) => shortage !== null);
      metrics.redisMemoryRatio.set(fullestRatio(memory));
      tell.looked(memory, found);
    } catch (error) {
      // The connection tells by itself when it is lost.
      if (!isConnectionError(error)) tell.failed(error);
    }
    return isShort;
  });
  return {
    concerning(people) {
      looks.used();
      if (!isShort) return null;
      const concerned = new Set(people.map(({ person }) => store.keyspace.partitionOf(person)));
      const short = [...concerned].flatMap((partition) => {
        const shortage = found[partition];
        return shortage ? [{ partition, shortage }] : [];
      });
      const [first] = short;
      return first ? { shortage: first.shortage, partitions: short.map(({ partition }) => partition) } : null;
    },
    stop: looks.stop,
  };
}
