import { z } from '@hono/zod-openapi';
import { AppError, type Clock, type NewId, toRfc3339 } from '@waystream/core';
import { personId } from '@waystream/journey';
import {
  eraseDeadLetters,
  eraseSteps,
  leavePlaces,
  type ParkedCalls,
  removeProfile,
  requestsSettled,
  type Store,
  storeAnswer,
} from '@waystream/redis';
import { leaveJourneys } from '../journeys/leave-journeys.js';
import type { PersonAddress } from './person-profile.js';

/** Says that nothing is kept of a person any more, and what there was. */
export const erasureReceipt = z
  .object({
    erased: z.literal(true),
    at: z.iso.datetime(),
    profile: z.boolean().describe('was there a profile?'),
    journeys: z.int().describe('passages through journeys that the person was taken out of'),
    calls: z.int().describe('calls that waited for their next try and are not made any more'),
    places: z.int().describe('places among the first few that stay taken, by nobody'),
    deadLetters: z.int().describe('messages that could not be handled and concerned the person'),
    steps: z.int().describe('records of what the person did in journeys'),
  })
  .openapi('ErasureReceipt');
export type ErasureReceipt = z.infer<typeof erasureReceipt>;

/** What erasing needs. */
export interface ErasureContext {
  store: Store;
  parkedCalls: ParkedCalls;
  clock: Clock;
  newId: NewId;
}

/**
 * Erases a person: the profile with its audiences, where they are in journeys, what is still to be done for them, and what
 * the log and dead letters tell of them. Figures of reports stay. Repeating it, or erasing somebody unknown, has the same
 * result. Throws `unavailable` when they are not taken out in time, or a call for them takes too long; what can be erased
 * without that is erased by then.
 */
export async function erasePerson(
  { store, parkedCalls, clock, newId }: ErasureContext,
  { sandbox, namespace, id }: PersonAddress,
): Promise<ErasureReceipt> {
  const person = personId({ sandbox, namespace, key: id });
  const hadProfile = await storeAnswer(removeProfile(store, person));
  const journeys = await storeAnswer(leaveJourneys({ store, newId }, person));
  // A request that is under way may yet take a place, park a call or give a field of the profile a value.
  if (!(await storeAnswer(requestsSettled(store, person)))) throw stillBusy();
  const calls = await storeAnswer(parkedCalls.drop(person));
  if (calls === null) throw stillBusy();
  const places = await storeAnswer(leavePlaces(store, person, newId));
  const hadAgain = await storeAnswer(removeProfile(store, person));
  const deadLetters = await storeAnswer(eraseDeadLetters(store, person));
  const steps = await storeAnswer(eraseSteps(store, person));
  const profile = hadProfile || hadAgain;
  return { erased: true, at: toRfc3339(clock.now()), profile, journeys, calls, places, deadLetters, steps };
}

function stillBusy(): AppError {
  return new AppError('unavailable', 'Something is still being done for the person; erase them again.', {
    retryAfterSeconds: 1,
  });
}
