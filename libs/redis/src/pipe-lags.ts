import type { Store } from './store.js';

/** What waits behind a partition's evaluator. */
export interface PipeLag {
  /** Actions and fetches that have no answer yet. */
  readonly calls: number;
  /** Entries of the step log that are not counted yet; 0 as long as the whole log is no longer than was asked for. */
  readonly uncountedSteps: number;
}

/** How far those who answer and count are behind, partition by partition. Only step logs beyond `longLog` entries are looked into. */
export async function measureLags(store: Store, longLog: number): Promise<PipeLag[]> {
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  return Promise.all(partitions.map((partition) => measureLag(store, partition, longLog)));
}

async function measureLag(
  { connections: { commands }, keyspace }: Store,
  partition: number,
  longLog: number,
): Promise<PipeLag> {
  const [actions, fetches, logged] = await Promise.all([
    commands.xlen(keyspace.actions(partition)),
    commands.xlen(keyspace.fetches(partition)),
    commands.xlen(keyspace.steps(partition)),
  ]);
  const calls = actions + fetches;
  if (logged <= longLog) return { calls, uncountedSteps: 0 };
  const groups = await commands.xinfo('GROUPS', keyspace.steps(partition));
  return { calls, uncountedSteps: uncountedOf(groups, logged) };
}

/** The log keeps what was counted for a while, so its length alone says little. Nobody has ever counted without a group. */
function uncountedOf(groups: unknown, logged: number): number {
  for (const group of Array.isArray(groups) ? groups : []) {
    const fields = fieldsOf(group);
    if (fields.get('name') !== 'reporting') continue;
    // Redis does not know how much is unread while entries among it were taken out, as for an erased person.
    const unread = fields.get('lag') ?? logged;
    return Math.min(logged, Number(unread) + Number(fields.get('pending')));
  }
  return logged;
}

/** RESP2 gives a map as `[name, value, ...]`. */
function fieldsOf(reply: unknown): Map<unknown, unknown> {
  const list: unknown[] = Array.isArray(reply) ? reply : [];
  return new Map(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1]] as const] : [])));
}
