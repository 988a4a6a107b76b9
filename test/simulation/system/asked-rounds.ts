import type { Input } from '@waystream/journey';
import type { StreamEntry } from '@waystream/redis';
import { listsOfCommit } from '../redis/script-models.js';
import { readInput } from './producers.js';

/** What an owner was asked to decide; tells of each commit which inputs it is about. */
export interface AskedRounds {
  entries(entries: readonly StreamEntry[]): void;
  orders(orders: readonly Input[]): void;
  /** A round has looked for people who are due; it goes on when it has found some. */
  lookedForDue(hasFound: boolean): void;
  /** `args` of a commit; the same for one that is repeated. */
  madeOf(args: readonly string[]): readonly Input[];
}

export function createAskedRounds(): AskedRounds {
  const entries = new Map<string, Input>();
  const orders: (readonly Input[])[] = [];
  const known = new Map<string, readonly Input[]>();
  let isDue = false;

  /** Rounds of a partition follow each other; orders are carried out in the order in which they came. */
  function find(args: readonly string[]): readonly Input[] {
    const [acknowledged = [], written = [], forgotten = []] = listsOfCommit(args);
    if (acknowledged.length > 0) return acknowledged.flatMap((id) => entries.get(id) ?? []);
    if (!isDue) return orders.shift() ?? [];
    isDue = false;
    const people = [...written.filter((_, index) => index % 2 === 0), ...forgotten];
    return people.map((person): Input => ({ type: 'timer', person }));
  }

  return {
    entries(asked) {
      for (const { id, message } of asked) entries.set(id, readInput(message));
    },
    orders: (asked) => void orders.push(asked),
    lookedForDue(hasFound) {
      isDue = hasFound;
    },
    madeOf(args) {
      const [, batch = ''] = args;
      const inputs = known.get(batch) ?? find(args);
      known.set(batch, inputs);
      return inputs;
    },
  };
}
