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

/** Stopped versions whose people the partition has taken out already. */
export async function sweptVersions({ connections, keyspace }: Store, partition: number): Promise<Set<string>> {
  return new Set(await connections.commands.smembers(keyspace.swept(partition)));
}

export async function markSwept(
  { connections, keyspace }: Store,
  partition: number,
  versions: string[],
): Promise<void> {
  await connections.commands.sadd(keyspace.swept(partition), ...versions);
}
