import type { Json } from '@waystream/core';
import type { StepEvent } from '../engine/step-event.js';
import type { ActivityFigures, Figures } from './funnel.js';

/** What would have happened. Times are RFC 3339 in UTC. All of it is JSON, which types can show and interfaces cannot. */
export type SimulationResult = {
  /** When the first thing happened, and until when people were followed. */
  readonly from: string;
  readonly until: string;
  /** The versions under simulation first, then those that people jumped into. */
  readonly journeys: JourneyResult[];
  /** In the order in which they appeared. */
  readonly people: PersonResult[];
  /** In the order in which they would have left. */
  readonly sends: Send[];
  /** People and sends that are in all figures but not in the lists above, because those are bounded. */
  readonly leftOut: { readonly people: number; readonly sends: number };
  /** Stubs that nothing has asked for. */
  readonly unusedStubs: string[];
};

export type JourneyResult = {
  readonly journey: string;
  readonly version: string;
  readonly figures: Figures;
  readonly activities: ActivityFigures[];
  /** How often each activity would have sent what. */
  readonly sent: SentCount[];
};

export type SentCount = {
  readonly activity: string;
  readonly channel: string;
  readonly action: string;
  count: number;
};

/** The way of one person. */
export type PersonResult = {
  readonly person: string;
  readonly namespace: string;
  readonly steps: WayStep[];
  /** What the person still waits for when the simulation ends. */
  readonly waiting: Waiting[];
};

export type WayStep = {
  readonly at: string;
  readonly journey: string;
  readonly activity: string | null;
  readonly status: StepEvent['status'];
  readonly path: string | null;
  /** How the journey ended for the person with this step. */
  readonly ending: StepEvent['ending'];
  /** Why an entrance was refused, or the code of an error. */
  readonly reason: string | null;
};

export type Waiting = {
  readonly journey: string;
  readonly activity: string;
  /** When time alone moves the person on; `null` when only something outside does. */
  readonly until: string | null;
};

/** One call or message that would have left. */
export type Send = {
  readonly at: string;
  readonly person: string;
  readonly journey: string;
  readonly activity: string;
  readonly channel: string;
  /** The name of the action, or of the template. */
  readonly action: string;
  readonly parameters: Record<string, Json>;
};
