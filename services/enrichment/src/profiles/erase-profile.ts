import { type Clock, toRfc3339 } from '@waystream/core';
import { personId } from '@waystream/journey';
import { removeProfile, type Store, storeAnswer } from '@waystream/redis';
import type { PersonAddress } from './person-profile.js';

/** Says that nothing is stored in the profile any more, and since when (RFC 3339). */
export interface ErasureReceipt {
  erased: true;
  at: string;
}

/** Erases a person's profile. Repeating it, or erasing somebody unknown, has the same result. */
export async function eraseProfile(
  { store, clock }: { store: Store; clock: Clock },
  { sandbox, namespace, id }: PersonAddress,
): Promise<ErasureReceipt> {
  await storeAnswer(removeProfile(store, personId({ sandbox, namespace, key: id })));
  return { erased: true, at: toRfc3339(clock.now()) };
}
