import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from './store.js';

/** Orders to one person are rare, and whoever gives one waits for it: five seconds at most. */
const LOOK_EVERY_MS = 20;
const MOST_LOOKS = 250;

/**
 * Gives an order to a person, after everything that is on its way to them. Resolves to `true` when it is carried out, and
 * to `false` when nobody has done so in time; it stands then, and may be given again.
 */
export async function carryOut({ connections, keyspace }: Store, person: string, order: string): Promise<boolean> {
  const { commands } = connections;
  const inbox = keyspace.inbox(keyspace.partitionOf(person));
  const id = await commands.xadd(inbox, '*', 'm', order);
  if (id === null) return false;
  for (let look = 0; look < MOST_LOOKS; look++) {
    // The commit that takes an input deletes it.
    if ((await commands.xrange(inbox, id, id)).length === 0) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
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
