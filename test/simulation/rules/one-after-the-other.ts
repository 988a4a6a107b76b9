import {
  decodePerson,
  decodeSteps,
  encodePerson,
  isForgettable,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  type Reaction,
  react,
  type StepEvent,
  UnknownVersion,
} from '@waystream/journey';
import type { Decided } from '../system/decided.js';
import { demand } from './violation.js';

/**
 * The system without anything that could fail: every input that was committed is decided once more, one after the other
 * and person by person, with states that never leave the memory. Whatever batches, caches, crashes and owners there
 * were, each commit must say the same.
 */
export function createOracle() {
  const states = new Map<string, PersonState>();

  function take(decided: Decided): void {
    const { inputs, round } = decided;
    const steps: StepEvent[] = [];
    const sent: Record<'actions' | 'fetches' | 'inputs', string[]> = { actions: [], fetches: [], inputs: [] };
    for (const input of inputs) {
      const before = states.get(input.person) ?? NOBODY_KNOWN;
      const { state, effects } = decideAgain(decided, before, input);
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

  /** Goes on from what is stored, person → state. */
  function goOnFrom(stored: Iterable<readonly [person: string, state: string]>): void {
    states.clear();
    for (const [person, state] of stored) states.set(person, decodePerson(state));
  }

  return { take, goOnFrom };
}

const RULE = 'a commit says what deciding one input after the other says';

/** What is unknown to somebody who has heard of everything is gone. */
function decideAgain(
  { versions, now, isCaughtUp }: Decided,
  before: PersonState,
  input: Decided['inputs'][number],
): Reaction {
  try {
    return react(versions, before, input, now);
  } catch (error) {
    if (!(error instanceof UnknownVersion)) throw error;
    demand(isCaughtUp, 'whoever meets an unknown version hears of everything first', () => error.message);
    return react({ ...versions, isGone: () => true }, before, input, now);
  }
}

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
