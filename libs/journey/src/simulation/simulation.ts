import type { Catalogue } from '../catalogue/catalogue.js';
import { createAgenda } from './agenda.js';
import { scheduleRuns } from './audience-runs.js';
import type { Course } from './course.js';
import { createLedger, type LedgerBounds } from './ledger.js';
import { createOutsideWorld } from './outside-world.js';
import { playRecord } from './play-record.js';
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
  /**
   * Epoch milliseconds when the simulation begins and the versions go live, at the latest with the first event; with it,
   * if left out.
   */
  readonly from?: number;
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
  /** Decisions taken so far; whatever else takes about as long counts as one. */
  decisions(): number;
  /** Epoch milliseconds on the virtual clock, which only moves forward. */
  now(): number;
  result(): SimulationResult;
}

/** The engine on a virtual clock: the same `react`, with all that it asks for answered by stubs and from memory. */
export function createSimulation(plan: SimulationPlan): Simulation {
  const { versions, until } = plan;
  const events = plan.events.toSorted((one, other) => one.at - other.at);
  const first = events[0]?.at ?? plan.from ?? until;
  const from = Math.min(first, plan.from ?? first);
  const world = createOutsideWorld(plan.stubs ?? { actions: {}, dataSources: {} }, plan.seed ?? '');
  const profiles = createSimulatedProfiles(plan.catalogue, plan);
  const course: Course = {
    versions,
    world,
    profiles,
    ledger: createLedger(versions, plan.bounds ?? {}),
    agenda: createAgenda(),
    from,
    until,
    now: from,
    decisions: 0,
  };
  scheduleRuns(course);
  let played = 0;

  /** Moves the clock to what comes next and lets it happen; what falls due comes before an event of the same time. */
  function goOn(): boolean {
    if (profiles.judgeNext(from)) {
      course.decisions += 1;
      return true;
    }
    const event = events[played];
    const dueAt = course.agenda.firstAt();
    const at = Math.min(event?.at ?? Number.POSITIVE_INFINITY, dueAt);
    if (at > until || at === Number.POSITIVE_INFINITY) {
      course.now = until;
      return false;
    }
    course.now = at;
    if (event && event.at < dueAt) {
      played += 1;
      playRecord(course, event);
    } else {
      course.agenda.take()?.();
    }
    return true;
  }

  return {
    proceed(most) {
      for (const enough = course.decisions + most; course.decisions < enough; ) if (!goOn()) return false;
      return true;
    },
    decisions: () => course.decisions,
    now: () => course.now,
    result: () => course.ledger.result({ from, until: course.now, unusedStubs: world.unused() }),
  };
}
