import type { Json, JsonObject } from '@waystream/core';
import type { JourneyDocumentInput, ReactionKind, StepEvent } from '@waystream/journey';
import type { StoryEvent } from './builders.js';
import type { EndpointAnswer } from './http-endpoint.js';

/** What a story is set in. Addresses that begin with `http://endpoint` mean the one endpoint that answers everything. */
export interface StoryWorld {
  events: StoryEvent[];
  actions?: JsonObject[];
  templates?: JsonObject[];
  dataSources?: { definition: JsonObject; fieldGroups: JsonObject[] }[];
  platformFieldGroups?: JsonObject[];
  audiences?: JsonObject[];
  /** Audience → keys of the people who are uploaded to it before the journeys are published. */
  members?: Record<string, string[]>;
  journeys: JourneyDocumentInput[];
  /** Names of journeys that are not published. */
  drafts?: string[];
  /** Key → attributes. */
  profiles?: Record<string, JsonObject>;
  /** Answers of the endpoint, by path; 200 and an empty object where nothing is said. */
  answers?: (call: StoryCall) => EndpointAnswer;
  /** Address → SMTP code with which the mail server refuses it; it takes all other mail. */
  refusedMail?: Record<string, number>;
}

/** A call that reached the endpoint. */
export interface StoryCall {
  path: string;
  query: Record<string, string>;
  body: Json;
  idempotencyKey: string | null;
}

/** A mail that the mail server has taken. */
export interface StoryMail {
  to: string;
  subject: string;
  text: string | null;
}

/** What the recipient of a mail can do with it. */
export type StoryReaction = Extract<ReactionKind, 'opened' | 'clicked' | 'unsubscribed'>;

/** Where a story is played: on the pure engine, or on the real services with real Redis. Both move the same clock. */
export interface Stage {
  /** Sends an event of a person and waits until everything that follows from it now has happened. */
  sends(person: string, event: string, payload?: JsonObject): Promise<void>;
  /** Uploads keys of people who are to be members of an audience, or not to be, and waits likewise. */
  uploads(audience: string, upload: { add?: string[]; remove?: string[] }): Promise<void>;
  /** Lets time pass (ISO-8601) and waits likewise. */
  after(duration: string): Promise<void>;
  /** Every step of the person so far, in order. */
  steps(person: string): Promise<StepEvent[]>;
  /** Do journeys still know the person in any way, or is an alarm set for them? Steps do not count. */
  remembers(person: string): Promise<boolean>;
  /** Calls that the endpoint has received, in order. */
  calls(): StoryCall[];
  /** Mail that the mail server has taken, in order. */
  mails(): StoryMail[];
  /** The recipient does something with the latest mail to the address. */
  reacts(address: string, kind: StoryReaction): Promise<void>;
  /** The endpoint receives calls and does not answer until `answers`. */
  holdsAnswers(): void;
  answers(): Promise<void>;
  /** Stops a journey's live version. */
  stops(journey: string): Promise<void>;
  pauses(journey: string): Promise<void>;
  resumes(journey: string): Promise<void>;
  /** Lets test profiles try a draft, with waits of the given time (ISO-8601); `null` ends the test. */
  tests(journey: string, waitTime: string | null): Promise<void>;
  publishes(journey: string): Promise<void>;
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
