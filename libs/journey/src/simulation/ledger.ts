import { toRfc3339 } from '@waystream/core';
import type { ActionRequest } from '../engine/effects.js';
import { parsePersonId } from '../engine/person.js';
import { NOBODY_KNOWN, type PersonState } from '../engine/person-state.js';
import type { StepEvent } from '../engine/step-event.js';
import { createFunnel, type Funnel } from './funnel.js';
import type { SimulatedVersions } from './simulated-versions.js';
import type { PersonResult, Send, SentCount, SimulationResult, Waiting, WayStep } from './simulation-result.js';

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
  readonly steps: StepEvent[] | null;
}

/** Writes down what happens, for the result. */
export interface Ledger {
  /** The person of an id, who comes into being when first asked for. */
  person(id: string): SimulatedPerson;
  took(person: SimulatedPerson, step: StepEvent): void;
  sent(person: SimulatedPerson, request: ActionRequest): void;
  result(frame: { from: number; until: number; unusedStubs: string[] }): SimulationResult;
}

interface JourneyPage {
  readonly name: string;
  readonly funnel: Funnel;
  readonly sent: Map<string, SentCount>;
}

export function createLedger(versions: SimulatedVersions, bounds: LedgerBounds): Ledger {
  const { only, mostPeople = Number.POSITIVE_INFINITY, mostSends = Number.POSITIVE_INFINITY } = bounds;
  const people = new Map<string, SimulatedPerson>();
  const sends: ActionRequest[] = [];
  const leftOut = { people: 0, sends: 0 };
  const pages = new Map<string, JourneyPage>();
  const pageOf = (uid: string) => pages.get(uid) ?? open(uid);
  let kept = 0;

  const open = (uid: string): JourneyPage => {
    const version = versions.find(uid);
    if (!version) throw new RangeError(`there is no version "${uid}"`);
    const page = { name: version.name, funnel: createFunnel(version), sent: new Map() };
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
    took({ steps }, step) {
      pageOf(step.version).funnel.count(step);
      if (step.status !== 'waiting' && step.status !== 'cancelled') steps?.push(step);
    },
    sent({ steps }, request) {
      const { version, node: activity, channel, action } = request;
      const { sent } = pageOf(version);
      const name = `${activity} ${action}`;
      const count = sent.get(name);
      if (count) count.count += 1;
      else sent.set(name, { activity, channel, action, count: 1 });
      if (steps && sends.length < mostSends) sends.push(request);
      else leftOut.sends += 1;
    },
    result: ({ from, until, unusedStubs }) => ({
      from: toRfc3339(from),
      until: toRfc3339(until),
      journeys: [...pages].map(([version, { name, funnel, sent }]) => ({
        journey: name,
        version,
        figures: funnel.figures(),
        activities: funnel.activities(),
        sent: [...sent.values()],
      })),
      people: [...people.values()].flatMap((person) => (person.steps ? [wayOf(person, person.steps, pageOf)] : [])),
      sends: sends.map((request) => sendOf(request, pageOf)),
      leftOut: { ...leftOut },
      unusedStubs,
    }),
  };
}

type PageOf = (uid: string) => JourneyPage;

function wayOf({ id, state }: SimulatedPerson, steps: readonly StepEvent[], pageOf: PageOf): PersonResult {
  const { key, namespace } = parsePersonId(id);
  return {
    person: key,
    namespace,
    steps: steps.map((step) => wayStep(step, pageOf)),
    waiting: state.instances.flatMap(({ version, stop }): Waiting[] => {
      const journey = pageOf(version).name;
      if (stop.kind === 'performing') return [{ journey, activity: stop.node, until: null }];
      if (stop.kind === 'fetching') return stop.nodes.map((activity) => ({ journey, activity, until: null }));
      if (stop.kind !== 'listening') return [];
      return stop.arms.map(({ node, dueMs }) => ({ journey, activity: node, until: timeOf(dueMs) }));
    }),
  };
}

function wayStep({ at, version, node, status, path, ending, reason, code }: StepEvent, pageOf: PageOf): WayStep {
  const journey = pageOf(version).name;
  return { at: toRfc3339(at), journey, activity: node, status, path, ending, reason: reason ?? code };
}

function sendOf({ at, person, version, node, channel, action, parameters }: ActionRequest, pageOf: PageOf): Send {
  const { key } = parsePersonId(person);
  const journey = pageOf(version).name;
  return { at: toRfc3339(at), person: key, journey, activity: node, channel, action, parameters };
}

function timeOf(epochMs: number | null): string | null {
  return epochMs === null ? null : toRfc3339(epochMs);
}
