import { outlineOf, type PersonJourneys, personJourneys } from '@waystream/journey';
import type { PersonAddress } from '../profiles/person-profile.js';
import { type JourneysContext, personRecords } from './person-records.js';

/** Where a person is, has been and was refused. A person who was never seen has been nowhere. */
export async function listJourneys(context: JourneysContext, address: PersonAddress): Promise<PersonJourneys> {
  const records = await personRecords(context, address);
  const { versions } = context.catalogues.of(address.sandbox);
  return personJourneys(records, (uid) => {
    const record = versions.get(uid);
    return record && outlineOf(record);
  });
}
