import type { Json, JsonObject } from '@waystream/core';
import type { JourneyDocumentInput, StepEvent } from '@waystream/journey';
import type { StoryEvent } from './builders.js';
import type { EndpointAnswer } from './http-endpoint.js';

/** What a story is set in. Addresses that begin with `http://endpoint` mean the one endpoint that answers everything. */
export interface StoryWorld {
  events: StoryEvent[];
  actions?: JsonObject[];
  dataSources?: { definition: JsonObject; fieldGroups: JsonObject[] }[];
  platformFieldGroups?: JsonObject[];
  journeys: JourneyDocumentInput[];
  /** Key → attributes. */
  profiles?: Record<string, JsonObject>;
  /** Answers of the endpoint, by path; 200 and an empty object where nothing is said. */
  answers?: (call: StoryCall) => EndpointAnswer;
}

/** A call that reached the endpoint. */
export interface StoryCall {
  path: string;
  query: Record<string, string>;
  body: Json;
  idempotencyKey: string | null;
}

/** Where a story is played: on the pure engine, or on the real services with real Redis. Both move the same clock. */
export interface Stage {
  /** Sends an event of a person and waits until everything that follows from it now has happened. */
  sends(person: string, event: string, payload?: JsonObject): Promise<void>;
  /** Lets time pass (ISO-8601) and waits likewise. */
  after(duration: string): Promise<void>;
  /** Every step of the person so far, in order. */
  steps(person: string): Promise<StepEvent[]>;
  /** Calls that the endpoint has received, in order. */
  calls(): StoryCall[];
  /** Stops a journey's live version. */
  stops(journey: string): Promise<void>;
  close(): Promise<void>;
}

export type OpenStage = (world: StoryWorld) => Promise<Stage>;

/** A guarantee about journeys, told in the words of the product. */
export interface Story {
  title: string;
  world: StoryWorld;
  play(stage: Stage): Promise<void>;
}

/** The way a person has taken: `activity:status` or `activity:path`, closing steps only. */
export function wayOf(steps: readonly StepEvent[]): string[] {
  return steps
    .filter(({ status }) => status !== 'waiting' && status !== 'cancelled')
    .map(({ node, status, path, reason }) => `${node ?? '-'}:${reason ?? (status === 'transitions' ? path : status)}`);
}
