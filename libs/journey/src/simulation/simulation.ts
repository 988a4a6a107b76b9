import type { Catalogue } from '../catalogue/catalogue.js';
import type { InboxMessage, Input } from '../engine/input.js';
import { isForgettable, NOBODY_KNOWN, nextDueMs } from '../engine/person-state.js';
import { react } from '../engine/react.js';
import { type Agenda, createAgenda } from './agenda.js';
import { type Answering, answerRequests } from './answer-requests.js';
import { createLedger, type Ledger, type LedgerBounds, type SimulatedPerson } from './ledger.js';
import { createOutsideWorld } from './outside-world.js';
import type { Recorded } from './recorded-event.js';
import { createSimulatedProfiles, type KnownPeople } from './simulated-profiles.js';
import type { SimulatedVersions } from './simulated-versions.js';
import type { SimulationResult } from './simulation-result.js';
import type { Stubs } from './stubs.js';

export interface SimulationPlan extends KnownPeople {
  readonly versions: SimulatedVersions;
  readonly catalogue: Catalogue;
  /** In any order; of the same time in the order given. */
  readonly events: readonly Recorded[];
  readonly stubs?: Stubs;
  /** Epoch milliseconds up to which people are followed. */
  readonly until: number;
  /** Decides which of several stubs answers a call; the same seed gives the same result. */
  readonly seed?: string;
  /** How much of the ways and sends is kept; figures always count everything. */
  readonly bounds?: LedgerBounds;
}

/** A dry run under way: nothing is sent, and nothing but the plan and its own memory is read. */
export interface Simulation {
  /** Takes about so many decisions; `false` when there are none left. */
  proceed(most: number): boolean;
  /** Decisions taken so far. */
  decisions(): number;
  /** Epoch milliseconds on the virtual clock, which only moves forward. */
  now(): number;
  result(): SimulationResult;
}

/** The engine on a virtual clock: the same `react`, with all that it asks for answered by stubs and from memory. */
export function createSimulation(plan: SimulationPlan): Simulation {
  const events = plan.events.toSorted((one, other) => one.at - other.at);
  const from = events[0]?.at ?? plan.until;
  const run: Run = {
    plan,
    events,
    world: createOutsideWorld(plan.stubs ?? { actions: {}, dataSources: {} }, plan.seed ?? ''),
    profiles: createSimulatedProfiles(plan.catalogue, plan),
    ledger: createLedger(plan.versions, plan.bounds ?? {}),
    agenda: createAgenda(),
    now: from,
    played: 0,
    decisions: 0,
  };
  return {
    proceed(most) {
      for (const enough = run.decisions + most; run.decisions < enough; ) if (!goOn(run)) return false;
      return true;
    },
    decisions: () => run.decisions,
    now: () => run.now,
    result: () => run.ledger.result({ from, until: run.now, unusedStubs: run.world.unused() }),
  };
}

interface Run extends Answering {
  readonly plan: SimulationPlan;
  /** In the order of time. */
  readonly events: readonly Recorded[];
  readonly ledger: Ledger;
  readonly agenda: Agenda<Entry>;
  now: number;
  /** How many of the events have been played. */
  played: number;
  decisions: number;
}

/** What the virtual clock comes to: something that takes its time to reach the person, or else the person's own alarm. */
type Entry = { readonly person: SimulatedPerson; readonly input: InboxMessage | null };

/** Moves the clock to what comes next and lets it happen; an event comes before what falls due at the same time. */
function goOn(run: Run): boolean {
  const event = run.events[run.played];
  const at = Math.min(event?.at ?? Number.POSITIVE_INFINITY, run.agenda.firstAt());
  if (at > run.plan.until || at === Number.POSITIVE_INFINITY) {
    run.now = run.plan.until;
    return false;
  }
  run.now = at;
  if (event?.at === at) {
    run.played += 1;
    play(run, event);
    return true;
  }
  const due = run.agenda.take();
  if (due?.input) decide(run, due.person, due.input);
  else if (due) ring(run, due.person);
  return true;
}

function play(run: Run, { input, past }: Recorded): void {
  const person = run.ledger.person(input.person);
  if (past) run.profiles.remember(person.id, past);
  if (input.type === 'audience') run.profiles.joins(person.id, input.audience, input.status);
  decide(run, person, input);
}

/** Decides an input and all that follows from it at once, before anything else happens to anybody. */
function decide(run: Run, person: SimulatedPerson, first: Input): void {
  const inbox = [first];
  for (const input of inbox) {
    run.decisions += 1;
    const { state, effects } = react(run.plan.versions, person.state, input, run.now);
    person.state = isForgettable(state) ? NOBODY_KNOWN : state;
    for (const step of effects.steps) run.ledger.took(person, step);
    for (const request of effects.actions) run.ledger.sent(person, request);
    for (const { afterMs, input: next } of answerRequests(run, effects, run.now)) {
      if (afterMs === 0) inbox.push(next);
      else run.agenda.add(run.now + afterMs, { person, input: next });
    }
  }
  setAlarm(run, person);
}

/** One entry a person: an alarm that would ring too early is left in the agenda and put off when it rings. */
function setAlarm({ agenda, plan }: Run, person: SimulatedPerson): void {
  const dueMs = nextDueMs(person.state);
  if (dueMs === null || dueMs > plan.until || dueMs >= person.alarmAt) return;
  person.alarmAt = dueMs;
  agenda.add(dueMs, { person, input: null });
}

function ring(run: Run, person: SimulatedPerson): void {
  // An earlier alarm has taken this one's place.
  if (person.alarmAt !== run.now) return;
  person.alarmAt = Number.POSITIVE_INFINITY;
  const dueMs = nextDueMs(person.state) ?? Number.POSITIVE_INFINITY;
  if (dueMs <= run.now) decide(run, person, { type: 'timer', person: person.id });
  else setAlarm(run, person);
}
