import type { Clock } from '@waystream/core';
import type { Input } from '@waystream/journey';
import type { DeadLetter } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { DecidedRound } from './decide-round.js';
import { KEPT_CAUSES } from './newly-kept.js';

/** Counts what a committed round has brought, and logs what it had to put aside. */
export function tellRound(
  { metrics, clock, log }: { metrics: ServiceMetrics<'evaluator'>; clock: Clock; log: Log },
  partition: number,
  inputs: readonly Input[],
  { steps, kept, dead }: DecidedRound,
  aside: readonly DeadLetter[],
): void {
  metrics.batchSize.observe(inputs.length);
  for (const input of inputs) {
    metrics.inputs.inc({ type: input.type });
    if (input.type === 'event') metrics.processingDelaySeconds.observe(Math.max(0, clock.now() - input.at) / 1_000);
  }
  for (const ofPerson of steps.values()) {
    for (const { status, reason } of ofPerson) {
      metrics.steps.inc({ status });
      if (reason) metrics.discards.inc({ reason });
    }
  }
  for (const cause of KEPT_CAUSES) if (kept[cause] > 0) metrics.kept.inc({ cause }, kept[cause]);
  for (const { reason, detail } of [...aside, ...dead]) {
    log.warn({ reason, detail, partition }, 'An input was put aside; the dead letters have it');
    metrics.deadLetters.inc({ reason });
  }
}
