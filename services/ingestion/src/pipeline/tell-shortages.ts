import type { MemoryUse } from '@waystream/redis';
import type { Log } from '@waystream/service';
import type { Shortage } from './shortage.js';

/** One line in the log when something becomes short and one when it no longer is, not one a look. */
export interface ShortageTeller {
  looked(memory: readonly MemoryUse[], found: readonly (Shortage | null)[]): void;
  failed(error: unknown): void;
}

const BEGUN: Record<Shortage, string> = {
  memory: 'The memory of Redis is nearly full; events are refused until some is free',
  calls:
    'Too many calls of journeys wait for answers; events are refused until action-dispatcher and enrichment catch up',
  reports: 'Too many steps wait to be counted; events are refused until reporting catches up',
};

const ENDED: Record<Shortage, string> = {
  memory: 'Redis has memory again; events are accepted',
  calls: 'Calls of journeys have caught up; events are accepted',
  reports: 'Reporting has caught up; events are accepted',
};

const NO_LIMIT =
  'Redis has no memory limit, so events are accepted until its host has none left; set maxmemory to three quarters of the ' +
  'memory that Redis may take';

const EVICTING =
  'Redis throws stored people away when its memory is full; set maxmemory-policy to noeviction, so that it refuses instead';

export function tellShortages(log: Pick<Log, 'info' | 'warn'>): ShortageTeller {
  let isUnlimitedTold = false;
  let isEvictingTold = false;
  let isFailureTold = false;
  let told = new Set<Shortage>();
  return {
    looked(memory, found) {
      isFailureTold = false;
      if (!isUnlimitedTold && memory.some(({ limitBytes }) => limitBytes === null)) {
        isUnlimitedTold = true;
        log.warn(NO_LIMIT);
      }
      if (!isEvictingTold && memory.some(({ isEvicting }) => isEvicting)) {
        isEvictingTold = true;
        log.warn(EVICTING);
      }
      const present = new Set(found.filter((shortage) => shortage !== null));
      for (const shortage of present) {
        const partitions = found.filter((one) => one === shortage).length;
        if (!told.has(shortage)) log.warn({ shortage, partitions, memory }, BEGUN[shortage]);
      }
      for (const shortage of told) if (!present.has(shortage)) log.info({ shortage }, ENDED[shortage]);
      told = present;
    },
    failed(error) {
      if (!isFailureTold) log.warn({ err: error }, 'Redis does not say how full it is; trying again');
      isFailureTold = true;
    },
  };
}
