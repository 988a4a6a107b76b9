import type { PersonState } from '@waystream/journey';

/**
 * States of people who moved lately, so that a busy person is not loaded for every input. Sound because a partition has
 * one writer: it is thrown away with the work on the partition, which ends when nobody can tell whether a commit happened.
 */
export interface PeopleCache {
  get(person: string): PersonState | undefined;
  set(person: string, state: PersonState): void;
}

/** Keeps the `most` people who moved last; a Map remembers the order in which keys were set. */
export function createPeopleCache(most: number): PeopleCache {
  const states = new Map<string, PersonState>();
  return {
    get: (person) => states.get(person),
    set(person, state) {
      states.delete(person);
      states.set(person, state);
      if (states.size <= most) return;
      const oldest = states.keys().next();
      if (!oldest.done) states.delete(oldest.value);
    },
  };
}
