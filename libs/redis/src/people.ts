import type { Store } from './store.js';

/** Stored states of people of one partition, in the order asked for; `null` where nothing is known. */
export async function loadPeople(
  { connections, keyspace }: Store,
  partition: number,
  people: string[],
): Promise<(string | null)[]> {
  if (people.length === 0) return [];
  return connections.commands.hmget(keyspace.people(partition), ...people);
}

/** Everyone the partition remembers, in portions; for rare operator's work, never for running journeys. */
export async function* eachPerson(
  { connections, keyspace }: Store,
  partition: number,
): AsyncGenerator<[person: string, state: string][]> {
  let cursor = '0';
  do {
    const [next, found] = await connections.commands.hscan(keyspace.people(partition), cursor, 'COUNT', 500);
    yield found.flatMap((text, index): [string, string][] => (index % 2 === 0 ? [[text, found[index + 1] ?? '']] : []));
    cursor = next;
  } while (cursor !== '0');
}

/** Operators' orders that the partition has carried out already. */
export async function sweptOrders({ connections, keyspace }: Store, partition: number): Promise<Set<string>> {
  return new Set(await connections.commands.smembers(keyspace.swept(partition)));
}

/** Notes orders that are carried out, and forgets those that nobody gives any more. */
export async function markSwept(
  { connections, keyspace }: Store,
  partition: number,
  { done, past }: { done: readonly string[]; past: readonly string[] },
): Promise<void> {
  const key = keyspace.swept(partition);
  await connections.commands.sadd(key, ...done);
  if (past.length > 0) await connections.commands.srem(key, ...past);
}
