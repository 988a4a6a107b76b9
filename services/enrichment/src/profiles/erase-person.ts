import { z } from '@hono/zod-openapi';
import { type Clock, type NewId, toRfc3339 } from '@waystream/core';
import { personId } from '@waystream/journey';
import { eraseSteps, removeProfile, type Store, storeAnswer } from '@waystream/redis';
import { leaveJourneys } from '../journeys/leave-journeys.js';
import type { PersonAddress } from './person-profile.js';

/** Says that nothing is kept of a person any more, and what there was. */
export const erasureReceipt = z
  .object({
    erased: z.literal(true),
    at: z.iso.datetime(),
    profile: z.boolean().describe('was there a profile?'),
    journeys: z.int().describe('passages through journeys that the person was taken out of'),
    steps: z.int().describe('records of what the person did in journeys'),
  })
  .openapi('ErasureReceipt');
export type ErasureReceipt = z.infer<typeof erasureReceipt>;

/**
 * Erases a person: the profile with its audiences, where they are in journeys, and what the log tells of them. Figures of
 * reports stay. Repeating it, or erasing somebody unknown, has the same result. Throws `unavailable` when the evaluator
 * does not take them out in time; what can be erased without it is erased by then.
 */
export async function erasePerson(
  { store, clock, newId }: { store: Store; clock: Clock; newId: NewId },
  { sandbox, namespace, id }: PersonAddress,
): Promise<ErasureReceipt> {
  const person = personId({ sandbox, namespace, key: id });
  const hadProfile = await storeAnswer(removeProfile(store, person));
  const journeys = await storeAnswer(leaveJourneys({ store, newId }, person));
  // Until they left, a journey may have given a field of the profile a value.
  const hadAgain = await storeAnswer(removeProfile(store, person));
  const steps = await storeAnswer(eraseSteps(store, person));
  return { erased: true, at: toRfc3339(clock.now()), profile: hadProfile || hadAgain, journeys, steps };
}
