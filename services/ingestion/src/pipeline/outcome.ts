import type { Acceptance } from '@waystream/redis';
import type { Examined } from './examine-message.js';
import type { Refusal } from './refusal.js';

/** What became of one message; every protocol words its answer from this. */
export type Outcome =
  /** `isUnmatched`: valid, but no event definition stands for it. */
  | { kind: 'accepted'; id: string; isDuplicate: boolean; isUnmatched: boolean }
  | { kind: 'refused'; refusal: Refusal }
  /** There was no room for it; sending it again later is safe. */
  | { kind: 'full' };

/** Gives each message the acceptances of its own arrivals; `acceptances` are those of all, in the order of the messages. */
export function outcomesOf(examined: readonly Examined[], acceptances: readonly Acceptance[]): Outcome[] {
  let at = 0;
  return examined.map((one) => {
    if (one.kind !== 'event') return outcomeWithoutArrivals(one);
    const own = acceptances.slice(at, at + one.arrivals.length);
    at += own.length;
    return outcomeOfEvent(one.id, own);
  });
}

function outcomeWithoutArrivals(one: Exclude<Examined, { kind: 'event' }>): Outcome {
  if (one.kind === 'refused') return one;
  return { kind: 'accepted', id: one.id, isDuplicate: false, isUnmatched: false };
}

function outcomeOfEvent(id: string, acceptances: readonly Acceptance[]): Outcome {
  if (acceptances.includes('full')) return { kind: 'full' };
  const isUnmatched = acceptances.length === 0;
  const isDuplicate = !isUnmatched && acceptances.every((acceptance) => acceptance === 'duplicate');
  return { kind: 'accepted', id, isDuplicate, isUnmatched };
}
