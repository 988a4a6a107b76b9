import type { Clock } from '@waystream/core';
import { type Input, type LiveVersions, UnknownVersion } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';
import type { Log } from '@waystream/service';
import type { KnownPeople } from './decide-round.js';
import { decideStorable, type StorableRound } from './decide-storable.js';
import { settledVersions } from './settled-versions.js';

export interface DecisionContext {
  clock: Clock;
  log: Log;
  catalogues: Catalogues;
  versionsOf(sandbox: string): LiveVersions;
}

/**
 * Decides a round on what is known of the configuration. A version that is not known here may have been published a moment
 * ago, so the decision is taken again when everything is known. What is unknown then is gone, and must not keep those who
 * stood in it from going on elsewhere.
 */
export async function decideCaughtUp(
  { versionsOf, clock, catalogues, log }: DecisionContext,
  partition: number,
  inputs: readonly Input[],
  states: KnownPeople,
): Promise<StorableRound> {
  try {
    return decideStorable(versionsOf, states, inputs, clock.now());
  } catch (error) {
    if (!(error instanceof UnknownVersion)) throw error;
    await catalogues.caughtUp();
    const left = new Set<string>();
    const gone = (version: string) => left.add(version);
    const settled = (sandbox: string) => settledVersions(versionsOf(sandbox), { catalogues, sandbox, gone });
    const decided = decideStorable(settled, states, inputs, clock.now());
    const terms = { versions: [...left], partition };
    if (left.size > 0) log.warn(terms, 'People stood in versions that run no more and were taken out');
    return decided;
  }
}
