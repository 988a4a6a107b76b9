import { MOST_DEAD_LETTERS } from './dead-letters.js';
import type { Store } from './store.js';

/** Everything one decision round of a partition changes. Messages are JSON texts. */
export interface Round {
  /** Inbox entries that this round answers. */
  acknowledged: string[];
  /** Person id → new state, or `null` when there is nothing left to remember. */
  people: Map<string, { state: string | null; dueMs: number | null }>;
  /** Person id → when to wake them, epoch milliseconds, of people whose state stays as it is. */
  wakeAt?: ReadonlyMap<string, number>;
  steps: string[];
  actions: string[];
  fetches: string[];
  /** Inputs that the round has for people of the same partition. */
  inputs: string[];
  dead: string[];
}

export type CommitResult =
  /** `nextDueMs`: when the partition's next timer is due. */
  { status: 'ok' | 'repeated'; nextDueMs: number | null } | { status: 'fenced' } | { status: 'rewound' };

/**
 * Commits a round: state, timers, effects and acknowledgement in one script, so all of it happened or none.
 * `batchId` must be new for every round and the same when a commit is repeated because its reply was lost. `after` is the
 * batch on whose outcome the round was decided; when Redis does not remember it, nothing is committed.
 */
export async function commitRound(
  { connections, keyspace, runScript }: Store,
  { partition, epoch }: { partition: number; epoch: number },
  batchId: string,
  round: Round,
  after: string | null = null,
): Promise<CommitResult> {
  const keys = [
    keyspace.epoch(partition, 'evaluator'),
    keyspace.committed(partition),
    keyspace.people(partition),
    keyspace.timers(partition),
    keyspace.inbox(partition),
    keyspace.steps(partition),
    keyspace.actions(partition),
    keyspace.fetches(partition),
    keyspace.dead(partition),
  ];
  const args: (string | number)[] = [epoch, batchId, 'evaluator', MOST_DEAD_LETTERS, after ?? ''];
  for (const list of listsOf(round)) args.push(list.length, ...list);
  const [status, nextDue] = stringPair(await runScript(connections.commands, 'commit', keys, args));
  if (status === 'fenced' || status === 'rewound') return { status };
  return { status: status === 'repeated' ? status : 'ok', nextDueMs: nextDue === '' ? null : Number(nextDue) };
}

function listsOf(round: Round): (string | number)[][] {
  const written: string[] = [];
  const forgotten: string[] = [];
  const due: (string | number)[] = [];
  const idle: string[] = [];
  for (const [person, { state, dueMs }] of round.people) {
    if (state === null) forgotten.push(person);
    else written.push(person, state);
    if (dueMs === null) idle.push(person);
    else due.push(dueMs, person);
  }
  for (const [person, dueMs] of round.wakeAt ?? []) due.push(dueMs, person);
  return [
    round.acknowledged,
    written,
    forgotten,
    due,
    idle,
    round.steps,
    round.actions,
    round.fetches,
    round.inputs,
    round.dead,
  ];
}

function stringPair(reply: unknown): [string, string] {
  const [first, second] = Array.isArray(reply) ? reply : [];
  return [String(first), String(second ?? '')];
}
