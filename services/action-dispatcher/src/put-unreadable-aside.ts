import { type Clock, toRfc3339 } from '@waystream/core';
import { putAside, type Store } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';

/** Keeps a message that nobody can read where an operator finds it. `pipe` is where it came from. */
export type PutUnreadableAside = (pipe: string, message: string, detail: string) => Promise<void>;

export function createPutUnreadableAside(parts: {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics;
}): PutUnreadableAside {
  const { store, clock, log, metrics } = parts;
  return async (pipe, message, detail) => {
    const at = toRfc3339(clock.now());
    await putAside(store, [{ source: `action-dispatcher ${pipe}`, reason: 'unreadable', detail, message, at }]);
    metrics.deadLetters.inc({ reason: 'unreadable' });
    log.warn({ pipe, detail }, 'A message was put aside because it cannot be read');
  };
}
