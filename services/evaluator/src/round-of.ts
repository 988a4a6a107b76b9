import { encodeSteps } from '@waystream/journey';
import { type DeadLetter, deadLetterText, type Round } from '@waystream/redis';
import type { DecidedRound } from './decide-round.js';
import { storedPerson } from './stored-person.js';

/** What a decision is committed with, besides itself. */
export interface RoundTerms {
  /** Inbox entries that it answers. */
  readonly acknowledged?: readonly string[];
  /** Entries that nobody can read. */
  readonly unreadable?: readonly DeadLetter[];
  /** People who were due and have not moved, as they are to be stored. */
  readonly unmoved?: Round['people'];
}

/** Everything that a decided round changes in Redis. */
export function roundOf(
  { states, steps, asked, dead }: DecidedRound,
  { acknowledged = [], unreadable = [], unmoved }: RoundTerms,
): Round {
  const people: Round['people'] = new Map(unmoved);
  for (const [person, state] of states) people.set(person, storedPerson(state));
  return {
    acknowledged: [...acknowledged],
    people,
    steps: [...steps.values()].map(encodeSteps),
    actions: asked.actions.map((action) => JSON.stringify(action)),
    fetches: [...asked.fetches, ...asked.runs].map((request) => JSON.stringify(request)),
    inputs: asked.inputs.map((input) => JSON.stringify(input)),
    dead: [...unreadable, ...dead].map(deadLetterText),
  };
}
