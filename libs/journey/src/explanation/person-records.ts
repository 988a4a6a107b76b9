import type { PersonState } from '../engine/person-state.js';
import type { StepEvent } from '../engine/step-event.js';

/** What is stored of a person's way through journeys, all of it as of one moment. */
export interface PersonRecords {
  readonly state: PersonState;
  /** The person's steps that the log still has, in order. */
  readonly steps: readonly StepEvent[];
  /** Epoch milliseconds; steps before may be missing. `null`: none is missing. */
  readonly logSince: number | null;
}
