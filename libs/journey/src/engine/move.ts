import type { Json, JsonObject } from '@waystream/core';

/** One thing to listen for: an event of the person, a time, or whichever comes first. Times are epoch milliseconds. */
export interface ListenRequest {
  event: string | null;
  dueMs: number | null;
}

/** Why an activity failed; `code` comes from the outcome of the call or the rule that was broken. */
export interface Failure {
  status: 'error' | 'timedout' | 'capped';
  code: string;
  detail?: string;
}

/** What an activity decides: go on, wait for something, have a call made, fail, or end the journey for the person. */
export type Move =
  | { kind: 'follow'; port: string; status?: 'transitions' | 'timedout' }
  | { kind: 'listen'; listen: ListenRequest }
  | { kind: 'perform'; action: string; parameters: Record<string, Json> }
  | { kind: 'fail'; failure: Failure }
  | { kind: 'end' };

/** The result of a call made for an activity. */
export interface PerformedOutcome {
  status: 'ok' | 'http' | 'timeout' | 'error' | 'capping';
  httpStatus?: number | undefined;
  response?: JsonObject | undefined;
  code?: string | undefined;
  elapsedMs: number;
  attempts: number;
}

/** What wakes an activity that waited. */
export type Signal =
  | { kind: 'event'; event: string }
  | { kind: 'due' }
  | { kind: 'performed'; outcome: PerformedOutcome };

export const follow = (port: string): Move => ({ kind: 'follow', port });
