import { z } from 'zod';
import { jsonObject, jsonValue } from '../definition/json-value.js';
import { AUDIENCE_STATUSES, REACTIONS } from './topic.js';

/**
 * Everything that can move a person, as it travels through the inbox. `v` is the version of the message's form; a
 * service of the previous release and one of this release understand each other while a rollout is under way.
 */
const message = { v: z.literal(1), id: z.string(), person: z.string(), traceparent: z.string().optional() };

/**
 * The person's event, with every event definition it matches. `at` is when it was accepted, epoch milliseconds.
 * `supplemental`: event name → values of its supplemental identifier, for definitions that have one.
 */
export const eventInput = z.object({
  ...message,
  type: z.literal('event'),
  events: z.array(z.string()).min(1),
  payload: jsonObject,
  at: z.number(),
  supplemental: z.record(z.string(), z.array(z.string())).optional(),
});
export type EventInput = z.infer<typeof eventInput>;

/** The person has entered or left an audience. */
export const audienceInput = z.object({
  ...message,
  type: z.literal('audience'),
  audience: z.string(),
  status: z.enum(AUDIENCE_STATUSES),
  at: z.number(),
});
export type AudienceInput = z.infer<typeof audienceInput>;

/** Something has become of a message that the instance sent at the activity `message`. */
export const reactionInput = z.object({
  ...message,
  type: z.literal('reaction'),
  instance: z.string(),
  message: z.string(),
  kind: z.enum(REACTIONS),
  at: z.number(),
});
export type ReactionInput = z.infer<typeof reactionInput>;

/** The data that an activity's fetch brought. */
export const fetchedInput = z.object({
  ...message,
  type: z.literal('fetched'),
  instance: z.string(),
  visit: z.int(),
  round: z.int(),
  answers: z.array(
    z.object({
      source: z.string(),
      group: z.string(),
      params: z.record(z.string(), jsonValue).nullable(),
      data: jsonValue.optional(),
      error: z.string().optional(),
    }),
  ),
  elapsedMs: z.number().optional(),
  /** When it came, epoch milliseconds; only in what a paused instance keeps. */
  at: z.number().optional(),
});
export type FetchedInput = z.infer<typeof fetchedInput>;

/** The result of what an activity asked for: a call, a message, an update, a reservation. */
export const performedInput = z.object({
  ...message,
  type: z.literal('performed'),
  instance: z.string(),
  visit: z.int(),
  outcome: z.object({
    status: z.enum(['ok', 'http', 'timeout', 'error', 'capping']),
    httpStatus: z.int().optional(),
    response: jsonObject.optional(),
    code: z.string().optional(),
    elapsedMs: z.number(),
    attempts: z.int(),
  }),
  /** When it came, epoch milliseconds; only in what a paused instance keeps. */
  at: z.number().optional(),
});
export type PerformedInput = z.infer<typeof performedInput>;

/** Another journey sends the person to the first event of the latest live version of `journey` (its uid or name). */
export const jumpInput = z.object({
  ...message,
  type: z.literal('jump'),
  journey: z.string(),
  /** The version that the person jumps from. */
  from: z.string(),
  payload: jsonObject,
});
export type JumpInput = z.infer<typeof jumpInput>;

/** A run of an audience-started version reaches the person. `events`: payload of the business event that began it. */
export const enterInput = z.object({
  ...message,
  type: z.literal('enter'),
  version: z.string(),
  events: z.record(z.string(), jsonObject).default({}),
});
export type EnterInput = z.infer<typeof enterInput>;

/**
 * Something that happened to the business and to no person. It travels under a name of its own in place of a person, see
 * `businessId`, and begins runs over audiences.
 */
export const businessInput = z.object({
  ...message,
  type: z.literal('business'),
  event: z.string(),
  payload: jsonObject,
  at: z.number(),
});
export type BusinessInput = z.infer<typeof businessInput>;

/** Whoever is inside the version leaves it now. `version` may be a test session that is over. */
export const stopInput = z.object({
  ...message,
  type: z.literal('stop'),
  version: z.string(),
});
export type StopInput = z.infer<typeof stopInput>;

/** The version is not paused any more: what was kept for the person happens now. */
export const resumeInput = z.object({ ...message, type: z.literal('resume'), version: z.string() });
export type ResumeInput = z.infer<typeof resumeInput>;

/** The person is erased: they leave everything, and nothing is remembered of them. */
export const eraseInput = z.object({ ...message, type: z.literal('erase') });
export type EraseInput = z.infer<typeof eraseInput>;

/** What the inbox carries. */
export const inboxMessage = z.discriminatedUnion('type', [
  eventInput,
  audienceInput,
  reactionInput,
  fetchedInput,
  performedInput,
  jumpInput,
  enterInput,
  businessInput,
  stopInput,
  resumeInput,
  eraseInput,
]);
export type InboxMessage = z.infer<typeof inboxMessage>;

/** The person's own alarm: something they wait for is due. It never travels; the partition's timers are the pipe. */
export interface TimerInput {
  type: 'timer';
  person: string;
}

export type Input = InboxMessage | TimerInput;
