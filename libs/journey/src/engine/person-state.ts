import type { Json, JsonObject } from '@waystream/core';

/**
 * Everything the engine remembers of a person: the running instances and the entrances that re-entrance rules ask for.
 * One load of it answers routing, "already inside?", re-entrance and what is awaited. Times are epoch milliseconds.
 */
export interface PersonState {
  readonly instances: readonly Instance[];
  /** Journey uid → when the person last entered; kept only where a re-entrance rule needs it. */
  readonly entrances: Readonly<Record<string, number>>;
}

export const NOBODY_KNOWN: PersonState = { instances: [], entrances: {} };

/** One passage of the person through one version of a journey. */
export interface Instance {
  readonly id: string;
  readonly version: string;
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
  /** Events that arrived while a call was in flight, offered in order to the next listening stop. */
  readonly held: readonly HeldEvent[];
  readonly lastError: LastError | null;
  readonly stop: Stop;
}

export interface HeldEvent {
  event: string;
  payload: JsonObject;
  at: number;
}

export interface LastError {
  node: string;
  code: string;
}

/** Where an instance stands between two inputs. */
export type Stop =
  | { readonly kind: 'listening'; readonly arms: readonly Arm[] }
  | {
      readonly kind: 'fetching';
      readonly node: string;
      readonly round: number;
      readonly answers: readonly FetchAnswer[];
    }
  | { readonly kind: 'performing'; readonly node: string };

/** One thing a parked instance listens for, on behalf of one activity. */
export interface Arm {
  readonly node: string;
  readonly visit: number;
  readonly event: string | null;
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

/** When time alone would move the person next, or `null` when nobody is inside anything. */
export function nextDueMs(state: PersonState): number | null {
  let earliest: number | null = null;
  for (const instance of state.instances) {
    earliest = Math.min(earliest ?? instance.expiresAt, instance.expiresAt);
    if (instance.stop.kind !== 'listening') continue;
    for (const arm of instance.stop.arms) if (arm.dueMs !== null && arm.dueMs < earliest) earliest = arm.dueMs;
  }
  return earliest;
}

/** Nothing is worth remembering: the person's state can be dropped. */
export function isForgettable(state: PersonState): boolean {
  return state.instances.length === 0 && Object.keys(state.entrances).length === 0;
}
