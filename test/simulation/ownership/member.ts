import type { Clock } from '@waystream/core';
import { commitRound, loadPeople, type OwnedPartition, type Round } from '@waystream/redis';
import type { Holding } from '../../../libs/redis/src/holding.js';
import { Holdings } from '../../../libs/redis/src/holdings.js';
import { type MemoryServer, memoryStore } from '../redis/memory-store.js';
import { ConnectionLost } from '../system/connection-lost.js';
import { SILENT } from '../system/silent-log.js';
import { type Condition, createCondition } from './condition.js';

/** A process of the role: the library's own ownership, and rounds that do nothing but count. */
export interface Member {
  readonly id: string;
  readonly holdings: Holdings;
  readonly condition: Condition;
  /** Under way, and since when they are wanted, milliseconds. */
  readonly rounds: ReadonlySet<{ readonly partition: number; readonly sinceMs: number }>;
  /** Begins a round if the member has the partition, after one that is under way; its decision takes so long. */
  work(partition: number, takesMs: number): void;
  /** What the process has failed with though nothing was done to it. */
  failure(): unknown;
}

export interface MemberParts {
  server: MemoryServer;
  clock: Clock;
  acquired(member: Member, owned: OwnedPartition): void;
}

/** Whose state the count is. */
export const COUNTER = 'counter';

/** Tells whose commit it is, too. */
function commitName({ id }: Pick<Member, 'id'>, round: number): string {
  return `${id}.${round}`;
}

export function committerOf(name: string): string {
  return name.split('.', 1).join();
}

export function startMember(id: string, { server, clock, acquired }: MemberParts): Member {
  const condition = createCondition();
  const store = memoryStore(server, condition.way);
  const lanes = new Map<number, Promise<void>>();
  const rounds = new Set<{ partition: number; sinceMs: number }>();
  let counted = 0;
  let failure: unknown = null;

  async function pass(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms > 0) await restOn(clock, ms, signal);
    await condition.awake();
  }

  async function count(holding: Holding, takesMs: number): Promise<void> {
    if (holding.lost.aborted) return;
    const [text] = await loadPeople(store, holding.partition, [COUNTER]);
    await pass(takesMs);
    counted += 1;
    const round = roundOf(String(Number(text ?? 0) + 1));
    const { status } = await commitRound(store, holding, commitName(member, counted), round);
    if (status === 'fenced') await holdings.offerAgain(holding);
  }

  const holdings = new Holdings(
    {
      store,
      member: { role: 'evaluator', id, stream: store.keyspace.inbox },
      log: SILENT,
      acquired: async (owned) => acquired(member, owned),
      released: async (partition) => lanes.get(partition),
      rest: pass,
    },
    { begin: () => undefined, interrupt: async () => undefined },
  );

  const member: Member = {
    id,
    holdings,
    condition,
    rounds,
    work(partition, takesMs) {
      const holding = holdings.current.get(partition);
      const isBusy = [...rounds].filter((round) => round.partition === partition).length > 1;
      if (!holding || isBusy || condition.state !== 'well') return;
      const round = { partition, sinceMs: clock.now() };
      rounds.add(round);
      const done = (lanes.get(partition) ?? Promise.resolve())
        .then(() => count(holding, takesMs))
        .catch(async (error: unknown) => {
          if (!(error instanceof ConnectionLost)) failure ??= error;
          await holdings.offerAgain(holding);
        })
        .finally(() => rounds.delete(round));
      lanes.set(partition, done);
    },
    failure: () => failure,
  };
  holdings.start();
  return member;
}

function roundOf(state: string): Round {
  const people = new Map([[COUNTER, { state, dueMs: null }]]);
  return { acknowledged: [], people, steps: [], actions: [], fetches: [], inputs: [], dead: [] };
}

/** Resolves when the time has passed, or when the signal aborts. */
function restOn(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      cancel();
      resolve();
    };
    const cancel = clock.wakeAt(clock.now() + ms, end);
    signal?.addEventListener('abort', end, { once: true });
  });
}
