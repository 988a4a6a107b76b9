import type { Store } from './store.js';

const NOBODY = 'nobody/';

/** What keeps a place taken when its holder was erased; ids of people hold a colon before any key. */
export function nobody(id: string): string {
  return NOBODY + id;
}

export function isNobody(holder: string): boolean {
  return holder.startsWith(NOBODY) && !holder.includes(':');
}

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
