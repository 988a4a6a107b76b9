import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';

/** Why an event did not become an entrance, something was dropped, or somebody was taken out. The list is closed and documented. */
export const DISCARD_REASONS = {
  alreadyInside: 'the person is inside this journey already',
  reentranceNotAllowed: 'the person has been inside and the journey does not allow re-entrance',
  reentranceWaitPeriod: 'the person was inside less than the wait period of the journey ago',
  notStarted: 'the start date of the version has not come',
  ended: 'the end date of the version has passed',
  notLive: 'the journey has no live version',
  audienceStarted: 'the journey starts with an audience, so nobody can jump into it',
  noSupplementalId: 'the event names no supplemental identifier, which the journey needs',
  notTestProfile: 'the version is under test and the person is no test profile',
  testProfilesExceeded: 'as many test profiles as allowed have entered the version under test',
  notAdmitted: 'the person left again before it was known whether they may take part in the test',
  heldOverflow: 'more happened while the instance was busy or paused than it holds',
  erased: 'the person was erased, and left every journey with that',
} as const;
export type DiscardReason = keyof typeof DISCARD_REASONS;

const reason = z.enum([
  'alreadyInside',
  'reentranceNotAllowed',
  'reentranceWaitPeriod',
  'notStarted',
  'ended',
  'notLive',
  'audienceStarted',
  'noSupplementalId',
  'notTestProfile',
  'testProfilesExceeded',
  'notAdmitted',
  'heldOverflow',
  'erased',
] satisfies DiscardReason[]);

/**
 * One step of a person, written with the state it belongs to. Reports are sums over these and nothing else.
 * - `waiting`: the activity was entered and waits. Every other status closes a visit of an activity.
 * - `transitions`: left by `path` · `ended`: left, and the journey is completed for the person
 * - `error`, `timedout`, `capped`: the activity failed; with a `path`, the person goes on there
 * - `cancelled`: a listening activity beside it happened first, or the person left the journey
 * - `instanceTimedout`, `stopped`: the person was taken out · `exited`: an exit criterion took the person out
 * - `converted`: the goal was reached; `path` is the treatments (`activity:path`, joined by commas) · `discarded`: an entrance or event was
 *   refused
 */
export const stepEvent = z.object({
  v: z.literal(1),
  id: z.string(),
  at: z.number(),
  person: z.string(),
  journey: z.string(),
  version: z.string(),
  instance: z.string().nullable(),
  node: z.string().nullable(),
  nodeType: z.string().nullable(),
  status: z.enum([
    'waiting',
    'transitions',
    'ended',
    'error',
    'timedout',
    'capped',
    'cancelled',
    'instanceTimedout',
    'stopped',
    'exited',
    'converted',
    'discarded',
  ]),
  path: z.string().nullable(),
  /** The visit was announced as `waiting` before. */
  waited: z.boolean(),
  /** The person enters the journey with this step. */
  entrance: z.boolean(),
  /** How the instance ended, when this is its last step. */
  ending: z.enum(['completed', 'failed', 'timedOut', 'stopped']).nullable(),
  reason: reason.nullable(),
  code: z.string().nullable(),
  /** Values by which the activity chose the way out, cut short; see `witness.ts`. */
  seen: jsonObject.optional(),
});
export type StepEvent = z.infer<typeof stepEvent>;
