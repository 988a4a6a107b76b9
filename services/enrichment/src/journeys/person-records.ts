import { AppError } from '@waystream/core';
import {
  decodePerson,
  NOBODY_KNOWN,
  type PersonRecords,
  type PersonState,
  personId,
  uidOfVersionKey,
} from '@waystream/journey';
import { type Catalogues, readPersonLog, type Store, storeAnswer } from '@waystream/redis';
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
  const state = log.state === null ? NOBODY_KNOWN : readState(log.state);
  // The person may have come to a version that was published a moment ago.
  const { versions } = catalogues.of(sandbox);
  const isKnown = ({ version }: { version: string }) => versions.has(uidOfVersionKey(version));
  if (![...state.instances, ...log.steps].every(isKnown)) await storeAnswer(catalogues.caughtUp());
  return { state, steps: log.steps, logSince: log.since };
}

/** A newer release may have written it. */
function readState(text: string): PersonState {
  try {
    return decodePerson(text);
  } catch (cause) {
    throw new AppError('internal', 'The stored state of this person cannot be read by this release.', { cause });
  }
}
