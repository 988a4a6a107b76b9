import { decodePerson, encodePerson, isForgettable, nextDueMs, type PersonState } from '@waystream/journey';

/** A person whose stored state cannot be read here, for instance because a newer release wrote it. It is left as it is. */
export class UnreadablePerson extends Error {
  readonly text: string;

  constructor(text: string, cause: unknown) {
    super('the stored state of the person cannot be read', { cause });
    this.text = text;
  }
}

export function readPerson(text: string): PersonState | UnreadablePerson {
  try {
    return decodePerson(text);
  } catch (error) {
    return new UnreadablePerson(text, error);
  }
}

/** A person's state as a commit writes it: `null` when nothing is worth remembering. */
export function storedPerson(state: PersonState): { state: string | null; dueMs: number | null } {
  return { state: isForgettable(state) ? null : encodePerson(state), dueMs: nextDueMs(state) };
}
