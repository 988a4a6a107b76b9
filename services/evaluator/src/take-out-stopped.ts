import type { Input } from '@waystream/journey';
import { type Catalogues, eachPerson, markSwept, type Store, sweptVersions } from '@waystream/redis';
import type { PartitionWork } from './partition-work.js';
import { readPerson, UnreadablePerson } from './stored-person.js';

/**
 * Takes everyone out of versions that were stopped. It looks through the partition once per stop, an operator's rare
 * order, and notes when it is done, so that a new owner finishes what an old one began.
 */
export async function takeOutStopped(
  store: Store,
  work: PartitionWork,
  stopped: ReadonlySet<string>,
  lost: AbortSignal,
): Promise<void> {
  const done = await sweptVersions(store, work.partition);
  const open = new Set([...stopped].filter((uid) => !done.has(uid)));
  if (open.size === 0) return;
  for await (const people of eachPerson(store, work.partition)) {
    if (lost.aborted) return;
    const orders = people.flatMap(([person, text]) => stopOrders(person, text, open));
    if (orders.length > 0) await work.takeInputs(orders);
  }
  await markSwept(store, work.partition, [...open]);
}

function stopOrders(person: string, text: string, stopped: ReadonlySet<string>): Input[] {
  const state = readPerson(text);
  if (state instanceof UnreadablePerson) return [];
  const inside = state.instances.filter(({ version }) => stopped.has(version));
  return inside.map(({ id, version }) => ({ v: 1, id: `${id}.stop`, person, type: 'stop', version }));
}

/** Uids of the versions that operators stopped, in all sandboxes. */
export function stoppedVersions(catalogues: Catalogues): Set<string> {
  const stopped = new Set<string>();
  for (const { versions } of catalogues.all()) {
    for (const { uid, status } of versions.values()) if (status === 'stopped') stopped.add(uid);
  }
  return stopped;
}
