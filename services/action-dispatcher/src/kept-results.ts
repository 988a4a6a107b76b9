import type { PerformedInput } from '@waystream/journey';
import type { CallLater } from '@waystream/outbound';

/**
 * Results that Redis could not be given, by the entry they belong to: when the entry is offered again, the call is not
 * made again. They outlast the loss of a partition, because leases run out when Redis is away for long.
 */
export interface KeptResults {
  keep(entry: EntryAddress, result: PerformedInput | CallLater): void;
  /** The result of an entry, which is forgotten with this. */
  take(entry: EntryAddress): PerformedInput | CallLater | undefined;
}

interface EntryAddress {
  readonly partition: number;
  readonly id: string;
}

/**
 * An entry whose acknowledgement only lost its reply, or that another member got, is never offered again, so what is kept
 * needs a bound, over all partitions.
 */
const MOST_KEPT = 10_000;

export function createKeptResults(): KeptResults {
  const results = new Map<string, PerformedInput | CallLater>();
  return {
    keep(entry, result) {
      results.set(keyOf(entry), result);
      const [oldest] = results.keys();
      if (results.size > MOST_KEPT && oldest !== undefined) results.delete(oldest);
    },
    take(entry) {
      const result = results.get(keyOf(entry));
      results.delete(keyOf(entry));
      return result;
    },
  };
}

function keyOf({ partition, id }: EntryAddress): string {
  return `${partition}/${id}`;
}
