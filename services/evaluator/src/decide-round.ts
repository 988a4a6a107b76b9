import {
  type Effects,
  type Input,
  type LiveVersions,
  type PersonState,
  parsePersonId,
  react,
  type StepEvent,
  UnknownVersion,
} from '@waystream/journey';
import type { DeadLetter } from '@waystream/redis';
import { addNewlyKept, type NewlyKept } from './newly-kept.js';
import { UnreadablePerson } from './stored-person.js';
import { undecidable } from './undecidable.js';

/** What a round decided, not yet committed. */
export interface DecidedRound {
  /** People whose state has changed. */
  readonly states: Map<string, PersonState>;
  /** Person → steps, in their order. */
  readonly steps: Map<string, StepEvent[]>;
  /** What is asked of the world, and of people of the same partition. */
  readonly asked: Omit<Effects, 'steps'>;
  /** Inputs that could not be decided. */
  readonly dead: DeadLetter[];
  /** People about whom an input could not be decided. */
  readonly undecided: Set<string>;
  readonly kept: NewlyKept;
}

/** The state of everyone whom a round concerns. */
export type KnownPeople = ReadonlyMap<string, PersonState | UnreadablePerson>;

/**
 * Decides inputs of one partition in their order, each person's after the other, and gathers what is to be committed.
 * An input that cannot be decided becomes a dead letter, and so does one whose reaction `check` throws for; one that
 * needs a version not yet known here throws `UnknownVersion`.
 */
export function decideRound(
  versionsOf: (sandbox: string) => LiveVersions,
  states: KnownPeople,
  inputs: readonly Input[],
  now: number,
  check: (person: string, reaction: Reaction) => void = () => undefined,
): DecidedRound {
  const decided: DecidedRound = {
    states: new Map(),
    steps: new Map(),
    asked: { actions: [], fetches: [], runs: [], inputs: [] },
    dead: [],
    undecided: new Set(),
    kept: { busy: 0, paused: 0 },
  };
  for (const input of inputs) {
    const { person } = input;
    const state = decided.states.get(person) ?? states.get(person);
    if (!state) throw new RangeError(`the state of a person of the round was not loaded`);
    try {
      if (state instanceof UnreadablePerson) throw state;
      const reaction = react(versionsOf(parsePersonId(person).sandbox), state, input, now);
      check(person, reaction);
      take(decided, person, state, reaction);
    } catch (error) {
      if (error instanceof UnknownVersion) throw error;
      decided.undecided.add(person);
      decided.dead.push(undecidable(JSON.stringify(input), error, now));
    }
  }
  return decided;
}

export type Reaction = ReturnType<typeof react>;

function take(
  { states, steps, asked, kept }: DecidedRound,
  person: string,
  before: PersonState,
  { state, effects }: Reaction,
): void {
  if (state !== before) {
    states.set(person, state);
    addNewlyKept(kept, before, state);
  }
  const soFar = steps.get(person);
  if (soFar) soFar.push(...effects.steps);
  else if (effects.steps.length > 0) steps.set(person, [...effects.steps]);
  asked.actions.push(...effects.actions);
  asked.fetches.push(...effects.fetches);
  asked.runs.push(...effects.runs);
  asked.inputs.push(...effects.inputs);
}
