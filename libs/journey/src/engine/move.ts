import type { Json, JsonObject } from '@waystream/core';
import type { Topic } from './topic.js';

/** What an activity listens for: topics, a time in epoch milliseconds, or whichever comes first. */
export interface ListenRequest {
  topics: readonly Topic[];
  dueMs: number | null;
  /** In test mode time is shortened, but not below this. */
  leastTestMs?: number;
}

/** Why an activity failed; `code` comes from the outcome of the call or the rule that was broken. */
export interface Failure {
  status: 'error' | 'timedout' | 'capped';
  code: string;
  detail?: string;
}

/** What an activity decides: go on, wait for something, have something done, fail, or end the journey for the person. */
export type Move =
  /** `isTreatment`: the port is the person's treatment in an experiment that the journey's goal judges. */
  | { kind: 'follow'; port: string; status?: 'transitions' | 'timedout'; isTreatment?: boolean }
  | { kind: 'listen'; listen: ListenRequest }
  /** Has a call made, or a message sent; `performed` hears the outcome. `action` names the action or the template. */
  | { kind: 'perform'; channel: Channel; action: string; parameters: Record<string, Json> }
  /** Gives a field of the profile a value; `performed` hears when it is stored. */
  | { kind: 'update'; field: string; value: Json }
  /** Asks whether the person is among the first `most` at this activity; `performed` hears `granted` in the response. */
  | { kind: 'reserve'; most: number }
  /** Sends the person into another journey as well, and goes on. */
  | { kind: 'jump'; journey: string; payload: JsonObject; port: string }
  | { kind: 'fail'; failure: Failure }
  | { kind: 'end' };

/** How something reaches a person: by a custom action, or by e-mail. */
export type Channel = 'custom' | 'email';

/** The result of a call, a message, an update or a reservation that an activity asked for. */
export interface PerformedOutcome {
  status: 'ok' | 'http' | 'timeout' | 'error' | 'capping';
  httpStatus?: number | undefined;
  response?: JsonObject | undefined;
  code?: string | undefined;
  elapsedMs: number;
  attempts: number;
}

/** What wakes an activity that listened: one of its topics, or the time. */
export type Signal = { kind: 'topic'; topic: Topic } | { kind: 'due' };

export const follow = (port: string): Move => ({ kind: 'follow', port });

/** Time alone ends it; at once, when it has passed. */
export const listenUntil = (dueMs: number): Move => ({ kind: 'listen', listen: { topics: [], dueMs } });
