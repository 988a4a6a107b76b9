import { isJsonObject, parseJson } from '@waystream/core';
import type { Store } from './store.js';
import { untilTaken } from './until-taken.js';

const CHUNK = 1_000;

/**
 * Waits until no request that was made for a person is under way: no call, no fetch, no place to be taken. Resolves to
 * `false` when one takes too long. Of use only once nothing asks on the person's behalf any more.
 */
export async function requestsSettled(store: Store, person: string): Promise<boolean> {
  const partition = store.keyspace.partitionOf(person);
  const streams = [store.keyspace.actions(partition), store.keyspace.fetches(partition)];
  const entries = await Promise.all(streams.map((stream) => entriesAbout(store, stream, person)));
  return untilTaken(store, entries.flat());
}

/** Is the message about this person? One that cannot be read names nobody here. */
export function isAbout(message: string, person: string): boolean {
  try {
    const parsed = parseJson(message);
    return isJsonObject(parsed) && parsed.person === person;
  } catch {
    return false;
  }
}

async function entriesAbout(
  { connections }: Store,
  stream: string,
  person: string,
): Promise<{ stream: string; id: string }[]> {
  const found: { stream: string; id: string }[] = [];
  for (let after = '-'; ; ) {
    const chunk = await connections.commands.xrange(stream, after, '+', 'COUNT', CHUNK);
    for (const [id, [, message = '']] of chunk) if (isAbout(message, person)) found.push({ stream, id });
    const last = chunk.at(-1);
    if (!last || chunk.length < CHUNK) return found;
    after = `(${last[0]}`;
  }
}
