import { encodeSteps } from '@waystream/journey';
import { type DeadLetter, deadLetterText, type Round } from '@waystream/redis';
import type { DecidedRound } from './decide-round.js';
import { storedPerson } from './stored-person.js';

/** What a decision is committed with, besides itself. */
export interface RoundTerms {
  /** Inbox entries that it answers. */
  readonly acknowledged?: readonly string[];
  /** Entries and inputs that are put aside without a decision. */
  readonly aside?: readonly DeadLetter[];
  /** People who were due and have not moved, as they are to be stored. */
  readonly unmoved?: Round['people'];
  /** People who stay as they are and are to be woken at a time, epoch milliseconds. */
  readonly wakeAt?: Round['wakeAt'];
}

/** What a decision changes in Redis, as it is written there. */
export type RoundTexts = Pick<Round, 'people' | 'steps' | 'actions' | 'fetches' | 'inputs'>;

/**
 * Most characters of one text: far beyond what anybody comes to by the limits of events and instances, and far below what
 * Redis takes.
 */
const MOST_OF_ONE = 16 * 1024 * 1024;
/** Most characters of a round. Redis closes the connection of whoever sends more than it keeps for a client. */
const MOST_OF_ALL = 96 * 1024 * 1024;

/** Throws for what cannot be written, or should not be. */
export function textsOf({ states, steps, asked }: Pick<DecidedRound, 'states' | 'steps' | 'asked'>): RoundTexts {
  let length = 0;
  const bounded = (text: string) => {
    if (text.length > MOST_OF_ONE) throw new RangeError(`a text of ${text.length} characters is too long to be stored`);
    length += text.length;
    return text;
  };
  const people: Round['people'] = new Map();
  for (const [person, state] of states) {
    const stored = storedPerson(state);
    if (stored.state !== null) bounded(stored.state);
    people.set(person, stored);
  }
  const texts = {
    people,
    steps: [...steps.values()].map((ofPerson) => bounded(encodeSteps(ofPerson))),
    actions: asked.actions.map((action) => bounded(JSON.stringify(action))),
    fetches: [...asked.fetches, ...asked.runs].map((request) => bounded(JSON.stringify(request))),
    inputs: asked.inputs.map((input) => bounded(JSON.stringify(input))),
  };
  if (length > MOST_OF_ALL) throw new RangeError(`a round of ${length} characters is too long to be stored`);
  return texts;
}

/** Everything that a decided round changes in Redis. */
export function roundOf(
  texts: RoundTexts,
  dead: readonly DeadLetter[],
  { acknowledged = [], aside = [], unmoved, wakeAt = new Map() }: RoundTerms,
): Round {
  return {
    ...texts,
    acknowledged: [...acknowledged],
    people: unmoved ? new Map([...unmoved, ...texts.people]) : texts.people,
    wakeAt,
    dead: [...aside, ...dead].map(deadLetterText),
  };
}
