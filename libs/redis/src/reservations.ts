import type { Store } from './store.js';

/**
 * Is the person among the first `most` of a place (such as an activity of a version)? Whoever has been stays so, and
 * asking again changes nothing.
 */
export async function reserve(
  { connections, keyspace, runScript }: Store,
  place: string,
  person: string,
  most: number,
): Promise<boolean> {
  return (await runScript(connections.commands, 'reserve', [keyspace.place(place)], [person, most])) === 1;
}
