import { toRfc3339 } from '@waystream/core';
import {
  encodeSteps,
  type Input,
  type LiveVersions,
  type PersonState,
  parsePersonId,
  react,
  type StepEvent,
  UnknownVersion,
} from '@waystream/journey';
import { type DeadLetter, deadLetterText, type Round } from '@waystream/redis';
import { addNewlyKept, type NewlyKept } from './newly-kept.js';
import { storedPerson, UnreadablePerson } from './stored-person.js';

/** What a round decided, not yet committed. */
export interface DecidedRound {
  round: Round;
  /** People whose state has changed. */
  states: ReadonlyMap<string, PersonState>;
  steps: readonly StepEvent[];
  dead: readonly DeadLetter[];
  /** People about whom an input could not be decided. */
  undecided: ReadonlySet<string>;
  kept: NewlyKept;
}

/**
 * Decides inputs of one partition in their order, each person's after the other, and gathers what is to be committed.
 * `states` holds everyone concerned. An input that cannot be decided becomes a dead letter; one that needs a
 * version not yet known here throws `UnknownVersion`.
 */
export function decideRound(
  versionsOf: (sandbox: string) => LiveVersions,
  states: ReadonlyMap<string, PersonState | UnreadablePerson>,
  inputs: readonly Input[],
  now: number,
): DecidedRound {
  const changed = new Map<string, PersonState>();
  const stepsOf = new Map<string, StepEvent[]>();
  const round: Round = {
    acknowledged: [],
    people: new Map(),
    steps: [],
    actions: [],
    fetches: [],
    inputs: [],
    dead: [],
  };
  const dead: DeadLetter[] = [];
  const undecided = new Set<string>();
  const kept: NewlyKept = { busy: 0, paused: 0 };
  for (const input of inputs) {
    const { person } = input;
    const state = changed.get(person) ?? states.get(person);
    if (!state) throw new RangeError(`the state of a person of the round was not loaded`);
    try {
      if (state instanceof UnreadablePerson) throw state;
      const reaction = react(versionsOf(parsePersonId(person).sandbox), state, input, now);
      if (reaction.state !== state) {
        changed.set(person, reaction.state);
        addNewlyKept(kept, state, reaction.state);
      }
      if (reaction.effects.steps.length > 0) {
        stepsOf.set(person, [...(stepsOf.get(person) ?? []), ...reaction.effects.steps]);
      }
      for (const action of reaction.effects.actions) round.actions.push(JSON.stringify(action));
      for (const fetch of reaction.effects.fetches) round.fetches.push(JSON.stringify(fetch));
      for (const run of reaction.effects.runs) round.fetches.push(JSON.stringify(run));
      for (const next of reaction.effects.inputs) round.inputs.push(JSON.stringify(next));
    } catch (error) {
      if (error instanceof UnknownVersion) throw error;
      undecided.add(person);
      dead.push(undecidable(input, error, now));
    }
  }
  for (const [person, state] of changed) {
    round.people.set(person, storedPerson(state));
  }
  for (const steps of stepsOf.values()) round.steps.push(encodeSteps(steps));
  round.dead = dead.map(deadLetterText);
  return { round, states: changed, steps: [...stepsOf.values()].flat(), dead, undecided, kept };
}

function undecidable(input: Input, error: unknown, now: number): DeadLetter {
  const detail = error instanceof Error ? error.message : String(error);
  return { source: 'evaluator', reason: 'undecidable', detail, message: JSON.stringify(input), at: toRfc3339(now) };
}
