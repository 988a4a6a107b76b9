import type { Clock } from '@waystream/core';
import { duePeople, oldestMessage, type Store } from '@waystream/redis';
import { acceptedMs } from './read-inputs.js';

/** By how much time may overtake inputs. Less than this they are always on their way. */
const MOST_AHEAD_MS = 1_000;

/**
 * People of a partition whose time has come, those due longest first. After an outage, or under more load than can be
 * borne, what came before somebody was due has its turn before; `null` when that is so for everybody.
 */
export async function whoseTurn(
  { clock, store }: { clock: Clock; store: Store },
  partition: number,
  most: number,
): Promise<string[] | null> {
  const now = clock.now();
  const [people, oldest] = await Promise.all([duePeople(store, partition, now, most), oldestMessage(store, partition)]);
  const oldestMs = oldest === null ? null : acceptedMs(oldest);
  if (oldestMs === null || now - oldestMs <= MOST_AHEAD_MS) return people;
  const before = await duePeople(store, partition, oldestMs, most);
  return before.length > 0 ? before : null;
}
