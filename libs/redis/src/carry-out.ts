import type { Store } from './store.js';
import { untilTaken } from './until-taken.js';

/**
 * Gives an order to a person, after everything that is on its way to them. Resolves to `true` when it is carried out, and
 * to `false` when nobody has done so in time; it stands then, and may be given again.
 */
export async function carryOut(store: Store, person: string, order: string): Promise<boolean> {
  const { connections, keyspace } = store;
  const stream = keyspace.inbox(keyspace.partitionOf(person));
  const id = await connections.commands.xadd(stream, '*', 'm', order);
  return id !== null && untilTaken(store, [{ stream, id }]);
}

/** Is anything remembered of the person, or on its way to people of their partition? */
export async function mayBeMoved({ connections, keyspace }: Store, person: string): Promise<boolean> {
  const partition = keyspace.partitionOf(person);
  const results = await connections.commands
    .multi()
    .hexists(keyspace.people(partition), person)
    .xlen(keyspace.inbox(partition))
    .exec();
  return (results ?? []).some(([error, count]) => error !== null || count !== 0);
}
