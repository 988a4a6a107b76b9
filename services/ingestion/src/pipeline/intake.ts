import type { Clock } from '@waystream/core';
import type { Judge, Store } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { createArrivalBuffer } from '../arrival-buffer.js';
import { mergeProfiles } from '../profiles/merge-profiles.js';
import { createBackpressure } from './backpressure.js';
import { createOutcomeCount, type Protocol } from './count-outcomes.js';
import { type Examined, examineMessage } from './examine-message.js';
import type { Message } from './message.js';
import { type Outcome, outcomesOf } from './outcome.js';
import { putRefusedAside } from './put-refused-aside.js';
import type { ShortageWatch } from './watch-shortages.js';

/** The pipeline that every protocol ends in, from read messages to what became of them. */
export interface Intake {
  /**
   * Resolves when everything acceptable is stored. Throws `overloaded` or `unavailable` when nothing may be answered
   * with success; the producer then sends all of it again, and what had been stored is recognised.
   */
  take(messages: readonly Message[], origin: Origin): Promise<Outcome[]>;
  stop(): void;
}

/** Where messages came in; `source` is shown with dead letters. */
interface Origin {
  readonly protocol: Protocol;
  readonly source: string;
}

export function createIntake(options: {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics<'ingestion'>;
  maxBacklog: number;
  shortages: Pick<ShortageWatch, 'concerning'>;
  dedupeWindowMs: number;
  judge: Judge;
}): Intake {
  const { store, clock, maxBacklog, dedupeWindowMs } = options;
  const buffer = createArrivalBuffer(store, { mostBacklog: maxBacklog, dedupeWindowMs }, clock.now);
  const backpressure = createBackpressure(store, options);
  const count = createOutcomeCount(options.metrics);
  return {
    async take(messages, { protocol, source }) {
      const now = clock.now();
      const examined = messages.map((message) => examineMessage(message, now));
      const arrivals = examined.flatMap((one) => (one.kind === 'event' ? one.arrivals : []));
      const profiles = examined.filter(isProfile);
      backpressure.requireMeans([...arrivals, ...profiles]);
      if (arrivals.length > 1) await backpressure.requireRoom(arrivals);
      const [acceptances] = await Promise.all([
        buffer.put(arrivals),
        mergeProfiles(options, profiles, now),
        putRefusedAside(options, source, messages, examined, now),
      ]);
      const outcomes = outcomesOf(examined, acceptances);
      count(protocol, outcomes);
      if (outcomes.some(({ kind }) => kind === 'full') && !outcomes.some(({ kind }) => kind === 'accepted')) {
        const full = arrivals.filter((_, index) => acceptances[index] === 'full');
        throw backpressure.refuse(new Set(full.map(({ person }) => store.keyspace.partitionOf(person))));
      }
      return outcomes;
    },
    stop: backpressure.stop,
  };
}

function isProfile(examined: Examined): examined is Extract<Examined, { kind: 'profile' }> {
  return examined.kind === 'profile';
}
