import { decodePerson, encodePerson, isForgettable, nextDueMs, type PersonState } from '@waystream/journey';

/** A person whose stored state cannot be read here, for instance because a newer release wrote it. It is left as it is. */
export class UnreadablePerson extends Error {
  constructor(cause: unknown) {
    super('the stored state of the person cannot be read', { cause });
  }
}

export function readPerson(text: string): PersonState | UnreadablePerson {
  try {
    return decodePerson(text);
  } catch (error) {
    return new UnreadablePerson(error);
  }
}

/** A person's state as a commit writes it: `null` when nothing is worth remembering. Throws when it cannot be written. */
export function storedPerson(state: PersonState): { state: string | null; dueMs: number | null } {
  const dueMs = nextDueMs(state);
  // Redis would refuse it in the midst of the commit, when other parts of it are written already.
  if (dueMs !== null && !Number.isFinite(dueMs)) throw new RangeError(`a timer cannot be set to ${dueMs}`);
  return { state: isForgettable(state) ? null : encodePerson(state), dueMs };
}
