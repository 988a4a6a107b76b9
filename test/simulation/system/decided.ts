import type { Input, LiveVersions } from '@waystream/journey';
import { hashAt, type MemoryStream, sortedSetAt, streamAt } from '../redis/memory.js';
import type { MemoryServer } from '../redis/memory-store.js';
import type { Owner } from './owner.js';

/** A round that was carried out: what was decided, when and on what, and what its commit said. */
export interface Decided {
  readonly partition: number;
  readonly inputs: readonly Input[];
  /** When it was decided, which may be long before the commit. */
  readonly now: number;
  /** The configuration as the owner knew it. */
  readonly versions: LiveVersions;
  /** Had the owner heard of every order? */
  readonly isCaughtUp: boolean;
  /** What was stored of the people concerned. */
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly round: {
    readonly steps: readonly string[];
    readonly actions: readonly string[];
    readonly fetches: readonly string[];
    readonly inputs: readonly string[];
    readonly dead: readonly string[];
    /** What Redis holds of a person now. */
    stored(person: string): { state: string | undefined; dueMs: number | undefined };
  };
}

/** Looks at a partition before a commit; what is returned tells, after it, what it was made of and what it did. */
export function watchCommit(
  { memory, keyspace }: MemoryServer,
  { partition, asked }: Pick<Owner, 'partition' | 'asked'>,
  args: readonly string[],
): () => Pick<Decided, 'partition' | 'inputs' | 'before' | 'round'> {
  const inputs = asked.madeOf(args);
  const stored = (person: string) => ({
    state: hashAt(memory, keyspace.people(partition)).get(person),
    dueMs: sortedSetAt(memory, keyspace.timers(partition)).get(person),
  });
  const before = new Map(inputs.map(({ person }) => [person, stored(person).state]));
  const [steps, actions, fetches, sent, dead] = (['steps', 'actions', 'fetches', 'inbox', 'dead'] as const).map(
    (pipe) => watchStream(streamAt(memory, keyspace[pipe](partition))),
  );
  const nothing = () => [];
  return () => ({
    partition,
    inputs,
    before,
    round: {
      steps: (steps ?? nothing)(),
      actions: (actions ?? nothing)(),
      fetches: (fetches ?? nothing)(),
      inputs: (sent ?? nothing)(),
      dead: (dead ?? nothing)(),
      stored,
    },
  });
}

/** Tells later what has been appended since. */
function watchStream({ entries, added }: MemoryStream): () => string[] {
  return () => [...entries].flatMap(([id, message]) => (Number.parseInt(id, 10) > added ? [message] : []));
}
