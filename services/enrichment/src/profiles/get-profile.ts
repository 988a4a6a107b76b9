import { AppError } from '@waystream/core';
import { personId } from '@waystream/journey';
import { loadProfile, type Store, storeAnswer } from '@waystream/redis';
import { type PersonAddress, type PersonProfile, toPersonProfile } from './person-profile.js';

/** What is known of a person. Throws `notFound` when nothing is. */
export async function getProfile(store: Store, address: PersonAddress): Promise<PersonProfile> {
  const { sandbox, namespace, id } = address;
  const profile = await storeAnswer(loadProfile(store, personId({ sandbox, namespace, key: id })));
  if (!profile) throw new AppError('notFound', `No profile is stored under this identity of namespace ${namespace}.`);
  return toPersonProfile(address, profile);
}
