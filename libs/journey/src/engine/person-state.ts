import type { Json, JsonObject } from '@waystream/core';
import type { InboxMessage } from './input.js';
import type { Topic } from './topic.js';

/**
 * Everything the engine remembers of a person: the running instances and the entrances that re-entrance rules ask for.
 * One load of it answers routing, "already inside?", re-entrance and what is awaited. Times are epoch milliseconds.
 */
export interface PersonState {
  readonly instances: readonly Instance[];
  /** Journey uid (with a supplemental identifier: `uid|value`) → last entrance; kept only where a rule needs it. */
  readonly entrances: Readonly<Record<string, PastEntrance>>;
  /** Entrances whose conversion is still looked for; they outlive the instance. */
  readonly watches: readonly GoalWatch[];
}

export const NOBODY_KNOWN: PersonState = { instances: [], entrances: {}, watches: [] };

/** When somebody entered, and until when the rule they entered under asks for it: with `null` for good. */
export interface PastEntrance {
  readonly at: number;
  readonly until: number | null;
}

/** One passage of the person through one version of a journey. */
export interface Instance {
  readonly id: string;
  readonly version: string;
  /** The order, booking or other thing that the instance is about, when the journey's events name one. */
  readonly supplementalId: string | null;
  readonly enteredAt: number;
  /** When the global timeout removes the person. */
  readonly expiresAt: number;
  /** Counts entered activities; the current visit's number is part of every id that leaves the engine. */
  readonly visit: number;
  /** Counts step events. */
  readonly seq: number;
  /** Latest payload per event, as far as the version reads it. */
  readonly events: Readonly<Record<string, JsonObject>>;
  /** Latest response per action, as far as the version reads it. */
  readonly actions: Readonly<Record<string, JsonObject>>;
  /** What happened while the instance was busy, offered in order to the next listening stop. */
  readonly held: readonly Held[];
  /** Reactions to its messages that the version listens for somewhere. */
  readonly reactions: readonly Topic[];
  /** The way so far, packed; see `trail.ts`. */
  readonly trail: string;
  readonly lastError: LastError | null;
  readonly elapsed: Elapsed;
  readonly stop: Stop;
  /** Set while the version is paused and something would have moved the instance; until then time does not. */
  readonly pause: Pause | null;
}

/** Something that happened, as an instance keeps it: `as` is the name under which expressions read the payload. */
export interface Held {
  readonly topic: Topic;
  readonly as: string | null;
  readonly payload: JsonObject;
  readonly at: number;
}

export interface LastError {
  readonly node: string;
  readonly code: string;
}

/** How long the latest call and the latest fetch took, milliseconds. */
export interface Elapsed {
  readonly action?: number | undefined;
  readonly fetch?: number | undefined;
}

/** Inputs that came while the version was paused, in their order. */
export interface Pause {
  readonly kept: readonly KeptInput[];
}
export type KeptInput = Extract<InboxMessage, { type: 'event' | 'audience' | 'reaction' | 'fetched' | 'performed' }>;

/** Where an instance stands between two inputs. */
export type Stop =
  | { readonly kind: 'listening'; readonly arms: readonly Arm[] }
  | {
      readonly kind: 'fetching';
      /** The activities that will be entered with the data: one, or listening ones side by side. */
      readonly nodes: readonly string[];
      readonly round: number;
      readonly answers: readonly FetchAnswer[];
    }
  | { readonly kind: 'performing'; readonly node: string }
  /** Not yet at the entry: asked whether the person may take part in a test, or the version is paused. */
  | { readonly kind: 'admitting' | 'starting' };

/** One thing a parked instance listens for, on behalf of one activity. */
export interface Arm {
  readonly node: string;
  readonly topics: readonly Topic[];
  readonly dueMs: number | null;
}

/** What a fetch brought: the data of one field group for one set of parameters, or the code of its failure. */
export interface FetchAnswer {
  readonly source: string;
  readonly group: string;
  readonly params: Readonly<Record<string, Json>> | null;
  readonly data?: Json | undefined;
  readonly error?: string | undefined;
}

/** The journey's goal counts for an entrance until `until`, also when the instance has ended. */
export interface GoalWatch {
  readonly instance: string;
  readonly journey: string;
  readonly version: string;
  readonly until: number;
  /** The person's treatments, `node:path` each and joined by commas, once experiments have assigned some. */
  readonly treatment: string | null;
  /** What the entrance is about; events about something else do not convert it. */
  readonly supplementalId: string | null;
}

/** When time alone changes what is known of the person, or `null` when it never does. */
export function nextDueMs(state: PersonState): number | null {
  // Whoever is inside or watched is woken by that; entrances that are over go along with it.
  return state.instances.length === 0 && state.watches.length === 0 ? nextForgottenMs(state) : nextMoveMs(state);
}

/** When time alone would move the person next, or ends the watch for a goal; `null` when it does neither. */
export function nextMoveMs(state: PersonState): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { pause, expiresAt, stop } of state.instances) {
    if (pause) continue;
    earliest = Math.min(earliest, expiresAt);
    if (stop.kind !== 'listening') continue;
    for (const { dueMs } of stop.arms) if (dueMs !== null && dueMs < earliest) earliest = dueMs;
  }
  for (const { until } of state.watches) earliest = Math.min(earliest, until);
  return earliest === Number.POSITIVE_INFINITY ? null : earliest;
}

function nextForgottenMs({ entrances }: PersonState): number | null {
  let earliest: number | null = null;
  for (const { until } of Object.values(entrances)) {
    if (until !== null && (earliest === null || until < earliest)) earliest = until;
  }
  return earliest;
}

/** Nothing is worth remembering: the person's state can be dropped. */
export function isForgettable({ instances, entrances, watches }: PersonState): boolean {
  return instances.length === 0 && watches.length === 0 && Object.keys(entrances).length === 0;
}
