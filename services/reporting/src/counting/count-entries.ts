import { type Clock, DAY_MS, toRfc3339 } from '@waystream/core';
import { type StepEvent, uidOfVersionKey } from '@waystream/journey';
import { type ConsumerOptions, expireTallies, putAside, type Store, tallySteps } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { readEntries } from './read-entries.js';
import { stepsToTally } from './steps-to-tally.js';

/** How long the figures of a test session outlive its last step; nobody can ask for them once it is over. */
const TEST_FIGURES_MS = 30 * DAY_MS;

/** Most entries counted with one script. */
export const BATCH_SIZE = 256;

/**
 * Counts entries of the step log as the consume loop hands them over. One script adds a batch to the counters and
 * acknowledges it, so a batch that is offered again after a crash counts once.
 */
export function createCountEntries({
  store,
  clock,
  log,
  metrics,
  stepLogEntries,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Pick<ServiceMetrics<'reporting'>, 'stepEvents' | 'lagSeconds' | 'deadLetters'>;
  stepLogEntries: number;
}): Required<Pick<ConsumerOptions, 'handle' | 'released'>> {
  return {
    async handle({ partition }, entries) {
      const { steps, unreadable } = readEntries(entries, toRfc3339(clock.now()));
      metrics.lagSeconds.set({ partition }, ageSeconds(steps[0], clock.now()));
      if (unreadable.length > 0) {
        await putAside(store, unreadable);
        metrics.deadLetters.inc({ reason: 'unreadable' }, unreadable.length);
        log.warn({ partition, entries: unreadable.length }, 'Entries of the step log cannot be read and are put aside');
      }
      const ids = entries.map(({ id }) => id);
      const tally = stepsToTally(steps);
      await tallySteps(store, partition, ids, tally, stepLogEntries);
      const tests = [...tally.keys()].filter((version) => version !== uidOfVersionKey(version));
      if (tests.length > 0) await expireTallies(store, partition, tests, TEST_FIGURES_MS);
      for (const { status } of steps) metrics.stepEvents.inc({ status });
      // After a full batch more may wait, and it is about as old as the last step that was counted.
      const isBehind = entries.length === BATCH_SIZE;
      metrics.lagSeconds.set({ partition }, isBehind ? ageSeconds(steps.at(-1), clock.now()) : 0);
    },
    async released(partition) {
      metrics.lagSeconds.remove({ partition });
    },
  };
}

function ageSeconds(step: StepEvent | undefined, now: number): number {
  return step ? Math.max(0, now - step.at) / 1_000 : 0;
}
