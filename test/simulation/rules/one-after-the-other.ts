import {
  decodeSteps,
  encodePerson,
  isForgettable,
  type LiveVersions,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  react,
  type StepEvent,
} from '@waystream/journey';
import type { Decided } from '../system/decided.js';
import { demand } from './violation.js';

/**
 * The system without anything that could fail: every input that was committed is decided once more, one after the other
 * and person by person, with states that never leave the memory. Whatever batches, caches, crashes and owners there
 * were, each commit must say the same.
 */
export function createOracle(versions: LiveVersions) {
  const states = new Map<string, PersonState>();

  function take({ inputs, now, round }: Decided): void {
    const steps: StepEvent[] = [];
    const sent: Record<'actions' | 'fetches' | 'inputs', string[]> = { actions: [], fetches: [], inputs: [] };
    for (const input of inputs) {
      const before = states.get(input.person) ?? NOBODY_KNOWN;
      const { state, effects } = react(versions, before, input, now);
      states.set(input.person, state);
      steps.push(...effects.steps);
      sent.actions.push(...effects.actions.map(text));
      sent.fetches.push(...effects.fetches.map(text), ...effects.runs.map(text));
      sent.inputs.push(...effects.inputs.map(text));
    }
    const log = byPerson(steps);
    const committed = byPerson(round.steps.flatMap(decodeSteps));
    demand(same(committed, log), RULE, () => `steps ${text([...committed])}, expected ${text([...log])}`);
    // Between people there is no order.
    for (const pipe of ['actions', 'fetches', 'inputs'] as const) {
      demand(
        same(round[pipe].toSorted(), sent[pipe].toSorted()),
        RULE,
        () => `${pipe} ${text(round[pipe])}, expected ${text(sent[pipe])}`,
      );
    }
    for (const { person } of inputs) checkState(person, states.get(person) ?? NOBODY_KNOWN, round);
  }

  return { take };
}

const RULE = 'a commit says what deciding one input after the other says';

function checkState(person: string, state: PersonState, { stored }: Decided['round']): void {
  const expected = {
    state: isForgettable(state) ? undefined : encodePerson(state),
    dueMs: nextDueMs(state) ?? undefined,
  };
  const found = stored(person);
  demand(same(found, expected), RULE, () => `${person} ${text(found)}, expected ${text(expected)}`);
}

function byPerson(steps: readonly StepEvent[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const step of steps) found.set(step.person, [...(found.get(step.person) ?? []), text(step)]);
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

function same(one: unknown, other: unknown): boolean {
  return text(one) === text(other);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
