import { AppError, type NewId } from '@waystream/core';
import type { EraseInput } from '@waystream/journey';
import { carryOut, loadPeople, mayBeMoved, type Store, stateOf } from '@waystream/redis';

/** Somebody may be on the way from one journey into the next while they are taken out of the first. */
const MOST_TURNS = 3;

/**
 * Takes a person out of every journey, so that nothing is remembered of them, and tells how many they were inside. Throws
 * `unavailable` when no evaluator does so in time; repeating it does no harm.
 */
export async function leaveJourneys({ store, newId }: { store: Store; newId: NewId }, person: string): Promise<number> {
  const { instances } = stateOf(await loadState(store, person));
  if (!(await mayBeMoved(store, person))) return 0;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const order: EraseInput = { v: 1, type: 'erase', id: newId(), person };
    if (!(await carryOut(store, person, JSON.stringify(order)))) break;
    if ((await loadState(store, person)) === null) return instances.length;
  }
  throw new AppError('unavailable', 'The person could not be taken out of journeys in time; erase them again.', {
    retryAfterSeconds: 1,
  });
}

async function loadState(store: Store, person: string): Promise<string | null> {
  const [state = null] = await loadPeople(store, store.keyspace.partitionOf(person), [person]);
  return state;
}
