import type { Store } from './store.js';

/** The partition's people whose time has come, those due longest first. */
export async function duePeople(
  { connections, keyspace }: Store,
  partition: number,
  nowMs: number,
  most: number,
): Promise<string[]> {
  return connections.commands.zrange(keyspace.timers(partition), '-inf', String(nowMs), 'BYSCORE', 'LIMIT', 0, most);
}

/** When the partition's next timer is due, epoch milliseconds; `null` when there is none. */
export async function nextDue({ connections, keyspace }: Store, partition: number): Promise<number | null> {
  const [, due] = await connections.commands.zrange(keyspace.timers(partition), 0, '0', 'WITHSCORES');
  return due === undefined ? null : Number(due);
}

export interface TimerMeasure {
  partition: number;
  /** People of whom something is remembered. */
  people: number;
  pending: number;
  overdue: number;
}

/** How many timers the partitions hold, and how many of them should have rung by now. */
export async function measureTimers(
  { connections, keyspace }: Store,
  partitions: Iterable<number>,
  nowMs: number,
): Promise<TimerMeasure[]> {
  const { commands } = connections;
  return Promise.all(
    [...partitions].map(async (partition) => {
      const [people, pending, overdue] = await Promise.all([
        commands.hlen(keyspace.people(partition)),
        commands.zcard(keyspace.timers(partition)),
        commands.zcount(keyspace.timers(partition), '-inf', nowMs),
      ]);
      return { partition, people, pending, overdue };
    }),
  );
}
