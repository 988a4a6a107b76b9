import type { PerformedInput } from '@waystream/journey';
import type { CallLater } from '@waystream/outbound';

/**
 * Results that Redis could not be given, by the entry they belong to: when the entry is offered again, the call is not
 * made again.
 */
export interface KeptResults {
  keep(entryId: string, result: PerformedInput | CallLater): void;
  /** The result of an entry, which is forgotten with this. */
  take(entryId: string): PerformedInput | CallLater | undefined;
}

/** An entry whose acknowledgement only lost its reply is never offered again, so what is kept needs a bound. */
const MOST_KEPT = 10_000;

export function createKeptResults(): KeptResults {
  const results = new Map<string, PerformedInput | CallLater>();
  return {
    keep(entryId, result) {
      results.set(entryId, result);
      const [oldest] = results.keys();
      if (results.size > MOST_KEPT && oldest !== undefined) results.delete(oldest);
    },
    take(entryId) {
      const result = results.get(entryId);
      results.delete(entryId);
      return result;
    },
  };
}
