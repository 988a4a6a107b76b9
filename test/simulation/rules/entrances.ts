import { decodePerson, decodeSteps, type JourneyDocument, type LiveVersions, type StepEvent } from '@waystream/journey';
import type { Decided } from '../system/decided.js';
import { demand } from './violation.js';

const OPEN: readonly (string | undefined)[] = ['test', 'live', 'paused'];
const REENTRANCE: readonly (string | null)[] = ['reentranceNotAllowed', 'reentranceWaitPeriod'];

/**
 * Who may come in: nobody enters what the owner knows to be closed, whoever is kept out because of having been inside has
 * been, and whoever is to be kept out is. A test is a place of its own: it keeps nobody out of the journey.
 */
export function createEntrances(documents: ReadonlyMap<string, JourneyDocument>) {
  /** Place and person of everybody who was ever let in. */
  const known = new Set<string>();
  const entrance = (version: string, person: string) => `${documents.get(version)?.name ?? version} ${person}`;

  const returns = createReturns();

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

  function take({ versions, before, round, inputs, now }: Decided): void {
    const steps = round.steps.flatMap(decodeSteps);
    takeSteps(steps);
    const waiting = [...before.values()].flatMap(idsOf).map(({ id, enteredAt }) => [id, enteredAt] as const);
    returns.take({ versions, steps, enteredAt: new Map(waiting), now });
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

/** What re-entrance rules have promised, from what happened: nothing is known here of what is remembered. */
function createReturns() {
  /** Journey and person → the latest entrance, and until when its version keeps the person out. */
  const latest = new Map<string, { at: number; until: number }>();
  // A clock that is set back finds those forgotten whose time was over before.
  let latestMs = 0;

  function take(round: {
    versions: LiveVersions;
    steps: readonly StepEvent[];
    /** Of instances that were let in before their first step. */
    enteredAt: ReadonlyMap<string, number>;
    now: number;
  }): void {
    latestMs = Math.max(latestMs, round.now);
    for (const { entrance, version: uid, person, instance, at, id } of round.steps) {
      const version = round.versions.find(uid);
      if (!entrance || !version || version.test || version.isPerSupplementalId) continue;
      const { allowed, waitPeriodMs } = version.reentrance;
      const enteredMs = round.enteredAt.get(instance ?? '') ?? at;
      const key = `${version.place} ${person}`;
      const before = latest.get(key);
      const isOut = before && latestMs < Math.min(before.until, allowed ? before.at + waitPeriodMs : Infinity);
      demand(
        !isOut,
        'whoever is to be kept out does not come in',
        () => `${id}: ${person} in ${uid} since ${enteredMs}`,
      );
      latest.set(key, { at: enteredMs, until: allowed ? enteredMs + waitPeriodMs : Infinity });
    }
  }

  return { take };
}

function idsOf(state: string | undefined) {
  return state === undefined ? [] : decodePerson(state).instances;
}
