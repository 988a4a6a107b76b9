import { AppError, type Clock, HOUR_MS } from '@waystream/core';
import type { ReactionInput } from '@waystream/journey';
import { accept, type Store, storeAnswer } from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';
import type { LinkMeaning } from './message-links.js';

/** Tells the journey what the recipient did, once however often they do it. Throws `unavailable` and `overloaded`. */
export type TakeReaction = (link: LinkMeaning) => Promise<void>;

const LIMITS = { mostBacklog: 1_000_000, dedupeWindowMs: 12 * HOUR_MS };

export function createTakeReaction(parts: {
  store: Store;
  clock: Clock;
  metrics: ServiceMetrics<'action-dispatcher'>;
}): TakeReaction {
  const { store, clock, metrics } = parts;
  return async ({ kind, person, instance, node }) => {
    const at = clock.now();
    const id = `${instance}.${node}.${kind}`;
    const input: ReactionInput = { v: 1, type: 'reaction', id, person, instance, message: node, kind, at };
    const arrival = { dedupeId: id, person, message: JSON.stringify(input) };
    const partition = store.keyspace.partitionOf(person);
    const [acceptance] = await storeAnswer(accept(store, partition, [arrival], LIMITS, at));
    if (acceptance === 'full') throw new AppError('overloaded', 'Too much at once.', { retryAfterSeconds: 1 });
    if (acceptance === 'stored') metrics.reactions.inc({ kind });
  };
}
