import type { Store } from './store.js';

/** Amounts to add to a version's counters, by counter name. */
export type Tally = Map<string, Map<string, number>>;

/**
 * Counts a batch of step log entries of one partition and acknowledges them, exactly once. Throws when some were counted
 * before; nothing is changed then, and what is not acknowledged is to be read anew.
 */
export async function tallySteps(
  { connections, keyspace, runScript }: Store,
  partition: number,
  entryIds: readonly string[],
  tally: Tally,
  mostKept: number,
): Promise<void> {
  const versions = [...tally.keys()];
  const keys = [keyspace.steps(partition), ...versions.map((uid) => keyspace.report(partition, uid))];
  const additions = versions.flatMap((uid, index) =>
    [...(tally.get(uid) ?? [])].flatMap(([field, amount]) => [index + 2, field, amount]),
  );
  const counted = await runScript(connections.commands, 'tally', keys, [
    'reporting',
    mostKept,
    entryIds.length,
    ...entryIds.toSorted(inOrder),
    ...additions,
  ]);
  if (counted !== 1) throw new Error('some of these steps were counted before');
}

/** Ids of entries as Redis orders them: `milliseconds-number`. */
function inOrder(one: string, other: string): number {
  const [ms = 0, number = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return ms - otherMs || number - otherNumber;
}

/** Lets the counters of one partition go some time after the last step. `versions` are those just counted. */
export async function expireTallies(
  { connections, keyspace }: Store,
  partition: number,
  versions: readonly string[],
  afterMs: number,
): Promise<void> {
  await Promise.all(versions.map((one) => connections.commands.pexpire(keyspace.report(partition, one), afterMs)));
}

/** A version's counters, summed over all partitions. */
export async function readTally({ connections, keyspace }: Store, versionUid: string): Promise<Map<string, number>> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const parts = await Promise.all(
    partitions.map((partition) => connections.commands.hgetall(keyspace.report(partition, versionUid))),
  );
  const sums = new Map<string, number>();
  for (const part of parts) {
    for (const [field, amount] of Object.entries(part)) sums.set(field, (sums.get(field) ?? 0) + Number(amount));
  }
  return sums;
}

/** The step log of one partition from an entry on; an entry holds the steps of one person in one round. */
export async function readSteps(
  { connections, keyspace }: Store,
  partition: number,
  after = '-',
  most = 1_000,
): Promise<{ id: string; message: string }[]> {
  const entries = await connections.commands.xrange(keyspace.steps(partition), after, '+', 'COUNT', most);
  return entries.map(([id, fields]) => ({ id, message: fields[fields.indexOf('m') + 1] ?? '' }));
}
