import { decodePerson, decodeSteps, type JourneyDocument, type StepEvent } from '@waystream/journey';
import type { Decided } from '../system/decided.js';
import { demand } from './violation.js';

const OPEN: readonly (string | undefined)[] = ['test', 'live', 'paused'];
const REENTRANCE: readonly (string | null)[] = ['reentranceNotAllowed', 'reentranceWaitPeriod'];

/**
 * Who may come in: nobody enters what the owner knows to be closed, and whoever is kept out because of having been inside
 * has been. A test is a place of its own: it keeps nobody out of the journey.
 */
export function createEntrances(documents: ReadonlyMap<string, JourneyDocument>) {
  /** Place and person of everybody who was ever let in. */
  const known = new Set<string>();
  const entrance = (version: string, person: string) => `${documents.get(version)?.name ?? version} ${person}`;

  /** Steps that Redis remembers. */
  function takeSteps(steps: readonly StepEvent[]): void {
    for (const step of steps) if (step.entrance) known.add(entrance(step.version, step.person));
  }

  function takeState(person: string, state: string | undefined): void {
    if (state === undefined) return;
    for (const { version, stop } of decodePerson(state).instances) {
      if (stop.kind !== 'admitting') known.add(entrance(version, person));
    }
  }

  function take({ versions, before, round, inputs }: Decided): void {
    const steps = round.steps.flatMap(decodeSteps);
    takeSteps(steps);
    for (const { person, version, reason, ...step } of steps) {
      if (!REENTRANCE.includes(reason)) continue;
      const hasBeen = known.has(entrance(version, person));
      demand(hasBeen, 'whoever is kept out for having been inside has been', () => `${person} ${version} ${step.id}`);
    }
    for (const person of new Set(inputs.map((input) => input.person))) {
      const { state } = round.stored(person);
      takeState(person, state);
      const former = new Set(idsOf(before.get(person)).map(({ id }) => id));
      for (const { id, version } of idsOf(state)) {
        const status = versions.find(version)?.status;
        const isFree = former.has(id) || OPEN.includes(status);
        demand(isFree, 'people enter what is open', () => `${person} enters ${version}, which is ${status}`);
      }
    }
  }

  return { take, takeSteps, takeState };
}

function idsOf(state: string | undefined) {
  return state === undefined ? [] : decodePerson(state).instances;
}
