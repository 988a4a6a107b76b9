import { DAY_MS } from '@waystream/core';
import { isNobody, reserve } from './reservations.js';
import type { Store } from './store.js';

/** A test that nobody enters is switched off long before. */
const REMEMBERED_MS = 14 * DAY_MS;

/**
 * May the person take part in a session of test mode: are they among the first `most`? Whoever has been stays so.
 * `nowMs`, epoch milliseconds, becomes the time of the latest entrance.
 */
export async function enterTest(
  store: Store,
  session: string,
  person: string,
  { most, nowMs }: { most: number; nowMs: number },
): Promise<boolean> {
  const place = placeOf(session);
  if (!(await reserve(store, place, person, most))) return false;
  const { connections, keyspace } = store;
  await Promise.all([
    connections.commands.pexpire(keyspace.place(place), REMEMBERED_MS),
    connections.commands.set(keyspace.tested(session), nowMs, 'PX', REMEMBERED_MS),
  ]);
  return true;
}

/** Ids of everybody who has taken part in a session of test mode, without those who were erased since. */
export async function peopleOfTest({ connections, keyspace }: Store, session: string): Promise<string[]> {
  const holders = await connections.commands.smembers(keyspace.place(placeOf(session)));
  return holders.filter((holder) => !isNobody(holder));
}

function placeOf(session: string): string {
  return `test/${session}`;
}

/** When somebody last entered a session of test mode, epoch milliseconds; `null` when nobody has of late. */
export async function lastTestEntrance({ connections, keyspace }: Store, session: string): Promise<number | null> {
  const text = await connections.commands.get(keyspace.tested(session));
  return text === null ? null : Number(text);
}
