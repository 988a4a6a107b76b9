import { type PersonRecords, personId, uidOfVersionKey } from '@waystream/journey';
import { type Catalogues, readPersonLog, recordsOf, type Store, storeAnswer } from '@waystream/redis';
import type { PersonAddress } from '../profiles/person-profile.js';

/** What the use cases about people's journeys work with. */
export interface JourneysContext {
  readonly store: Store;
  readonly catalogues: Catalogues;
}

/** What is stored of a person's way through journeys. Throws `unavailable` without Redis. */
export async function personRecords(
  { store, catalogues }: JourneysContext,
  { sandbox, namespace, id }: PersonAddress,
): Promise<PersonRecords> {
  const log = await storeAnswer(readPersonLog(store, personId({ sandbox, namespace, key: id })));
  const records = recordsOf(log);
  // The person may have come to a version that was published a moment ago.
  const { versions } = catalogues.of(sandbox);
  const isKnown = ({ version }: { version: string }) => versions.has(uidOfVersionKey(version));
  if (![...records.state.instances, ...records.steps].every(isKnown)) await storeAnswer(catalogues.caughtUp());
  return records;
}
