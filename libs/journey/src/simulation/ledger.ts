import { toRfc3339 } from '@waystream/core';
import type { ActionRequest } from '../engine/effects.js';
import { parsePersonId } from '../engine/person.js';
import { NOBODY_KNOWN, type PersonState } from '../engine/person-state.js';
import type { StepEvent } from '../engine/step-event.js';
import { createJourneyPage, type JourneyPage } from './journey-page.js';
import type { SimulatedVersions } from './simulated-versions.js';
import type { PersonResult, Send, SimulationResult, Waiting, WayStep } from './simulation-result.js';

/** Whose ways and sends are kept, and how many; without bounds, all. */
export interface LedgerBounds {
  /** Keys of people. */
  readonly only?: ReadonlySet<string>;
  readonly mostPeople?: number;
  readonly mostSends?: number;
}

/** A person while the simulation runs. */
export interface SimulatedPerson {
  readonly id: string;
  readonly key: string;
  state: PersonState;
  /** When the earliest alarm in the agenda rings; infinity when there is none. */
  alarmAt: number;
  /** The closed visits so far, or `null` when they are not kept. */
  readonly steps: WayStep[] | null;
}

/** Writes down what happens, for the result. */
export interface Ledger {
  /** The person of an id, who comes into being when first asked for. */
  person(id: string): SimulatedPerson;
  /** A step of a person; of nobody, it is counted and on nobody's way. */
  took(person: SimulatedPerson | null, step: StepEvent): void;
  sent(person: SimulatedPerson, request: ActionRequest): void;
  result(frame: { from: number; until: number; unusedStubs: string[] }): SimulationResult;
}

export function createLedger(versions: SimulatedVersions, bounds: LedgerBounds): Ledger {
  const { only, mostPeople = Number.POSITIVE_INFINITY, mostSends = Number.POSITIVE_INFINITY } = bounds;
  const people = new Map<string, SimulatedPerson>();
  const sends: Send[] = [];
  const leftOut = { people: 0, sends: 0 };
  const pages = new Map<string, JourneyPage>();
  const timeText = createTimeText();
  const pageOf = (uid: string) => pages.get(uid) ?? open(uid);
  let kept = 0;

  const open = (uid: string): JourneyPage => {
    const version = versions.find(uid);
    if (!version) throw new RangeError(`there is no version "${uid}"`);
    const page = createJourneyPage(version);
    pages.set(uid, page);
    return page;
  };
  const meet = (id: string): SimulatedPerson => {
    const { key } = parsePersonId(id);
    const isKept = kept < mostPeople && (only === undefined || only.has(key));
    if (isKept) kept += 1;
    else leftOut.people += 1;
    const alarmAt = Number.POSITIVE_INFINITY;
    const person: SimulatedPerson = { id, key, state: NOBODY_KNOWN, alarmAt, steps: isKept ? [] : null };
    people.set(id, person);
    return person;
  };

  for (const { uid } of versions.chosen) open(uid);
  return {
    person: (id) => people.get(id) ?? meet(id),
    took(person, step) {
      const page = pageOf(step.version);
      page.took(step);
      const { at, node: activity, status, path, ending, reason, code } = step;
      if (!person?.steps || status === 'waiting' || status === 'cancelled') return;
      const journey = page.name;
      person.steps.push({ at: timeText(at), journey, activity, status, path, ending, reason: reason ?? code });
    },
    sent({ key: person, steps }, request) {
      const page = pageOf(request.version);
      page.sent(request);
      const { at, node: activity, channel, action, parameters } = request;
      const journey = page.name;
      if (!steps || sends.length >= mostSends) leftOut.sends += 1;
      else sends.push({ at: timeText(at), person, journey, activity, channel, action, parameters });
    },
    result: ({ from, until, unusedStubs }) => ({
      from: toRfc3339(from),
      until: toRfc3339(until),
      journeys: [...pages.values()].map((page) => page.result()),
      people: [...people.values()].flatMap((person) => (person.steps ? [wayOf(person, person.steps, pageOf)] : [])),
      sends: [...sends],
      leftOut: { ...leftOut },
      unusedStubs,
    }),
  };
}

/** Much of what is told happens at the time of what was told before. */
function createTimeText(): (epochMs: number) => string {
  let latest = Number.NaN;
  let text = '';
  return (epochMs) => {
    if (epochMs !== latest) [latest, text] = [epochMs, toRfc3339(epochMs)];
    return text;
  };
}

function wayOf(
  { id, key: person, state }: SimulatedPerson,
  steps: readonly WayStep[],
  pageOf: (uid: string) => JourneyPage,
): PersonResult {
  return {
    person,
    namespace: parsePersonId(id).namespace,
    steps: [...steps],
    waiting: state.instances.flatMap(({ version, stop }): Waiting[] => {
      const journey = pageOf(version).name;
      if (stop.kind === 'performing') return [{ journey, activity: stop.node, until: null }];
      if (stop.kind === 'fetching') return stop.nodes.map((activity) => ({ journey, activity, until: null }));
      if (stop.kind !== 'listening') return [];
      return stop.arms.map(({ node: activity, dueMs }) => {
        return { journey, activity, until: dueMs === null ? null : toRfc3339(dueMs) };
      });
    }),
  };
}
